/** Placeholder until the SQL station defines it. */
export interface SqlFact {
  readonly path: string;
}
