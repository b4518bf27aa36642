/** Placeholder until the SQL station defines it. */
export interface Catalog {
  readonly objects: readonly unknown[];
}
