/** Orders texts by their code units: the same on every machine, unlike a comparison by locale. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
