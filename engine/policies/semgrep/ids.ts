/** A rule as far as its name goes. */
interface Named {
  readonly id: string;
  /** The rule file, as the user would name it. */
  readonly path: string;
}

/**
 * The ids that rules go by, in order. Semgrep's own rule sets use an id several times; those that share one are told apart as
 * Semgrep does it: `folder.of.the.file.id`, and by the name of the file where that is not enough.
 */
export function distinctIds(rules: readonly Named[], taken: readonly string[]): readonly string[] {
  const names = [(rule: Named) => rule.id, withFolder, withFile];
  let ids: readonly string[] = [];
  for (const name of names) {
    const counts = countOf([...taken, ...(ids.length > 0 ? ids : rules.map(({ id }) => id))]);
    ids = rules.map((rule, i) => (counts.get(ids[i] ?? rule.id)! > 1 ? name(rule) : (ids[i] ?? rule.id)));
  }
  return ids;
}

function countOf(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function withFolder({ id, path }: Named): string {
  return [...segments(path).slice(0, -1), id].join('.');
}

function withFile({ id, path }: Named): string {
  return [...segments(path), id].join('.').replace(/\.(ya?ml|json)(?=\.)/, '');
}

function segments(path: string): readonly string[] {
  return path.split(/[\\/]/).filter((segment) => !/^\.{0,2}$/.test(segment));
}
