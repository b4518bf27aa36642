/** Which state of which repository was checked. */
export interface Revision {
  /** An absolute `https:` or `ssh:` URL without credentials; absent: there is no remote. */
  readonly repository?: string;
  /** Of the commit that is checked out. */
  readonly commit: string;
  /** Absent on a detached head. */
  readonly branch?: string;
}
