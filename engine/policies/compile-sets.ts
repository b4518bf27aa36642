import type { Scalar } from '../model/document.ts';
import type { SetSource, SetsForm } from '../model/policy.ts';
import { addMatcher } from './compile-matcher.ts';
import { report, type Compiler } from './compiler.ts';
import { child, entries, items, type Located } from './source.ts';

const relations = ['within', 'equal', 'disjoint', 'unique'] as const;

/** `sets: {A: …, B: …}` with `require: {within: [A, B]}`. */
export function compileSets(policy: Located, compiler: Compiler): SetsForm | undefined {
  const sets = Object.fromEntries(
    entries(child(policy, 'sets')).map(([name, set]) => [name, compileSet(set, compiler)]),
  );
  const require = new Map(entries(child(policy, 'require')));
  const named = relations.filter((relation) => require.has(relation));
  const [relation] = named;
  if (!relation || named.length > 1 || require.size > 1) {
    report(child(policy, 'require'), `A policy with 'sets' requires one of: ${relations.join(', ')}.`, compiler);
    return undefined;
  }
  const of = items(require.get(relation)!);
  for (const name of of) {
    if (!(String(name.data) in sets))
      report(name, `No set is named '${String(name.data)}'. There are: ${Object.keys(sets).join(', ')}.`, compiler);
  }
  const wanted = relation === 'unique' ? 1 : 2;
  if (of.length !== wanted)
    report(require.get(relation)!, `'${relation}' takes ${wanted} set${wanted > 1 ? 's' : ''}.`, compiler);
  if (relation !== 'unique') checkWidths(require.get(relation)!, sets, compiler);
  return { sets, relation, of: of.map(({ data }) => String(data)) };
}

/** Tuples of different length are never equal: to compare them is a mistake. */
function checkWidths(relation: Located, sets: SetsForm['sets'], compiler: Compiler): void {
  const widths = items(relation).flatMap(({ data }) => {
    const set = sets[String(data)];
    return set ? widthsOf(set).map((width) => ({ name: String(data), width })) : [];
  });
  const [first] = widths;
  const other = widths.find(({ width }) => width !== first?.width);
  if (!first || !other) return;
  const values = (width: number): string => (width === 1 ? 'one value' : `${width} values`);
  const message =
    other.name === first.name
      ? `The elements of '${first.name}' have different lengths: one has ${values(first.width)}, another ${values(other.width)}.`
      : `An element of '${first.name}' has ${values(first.width)}, one of '${other.name}' ${values(other.width)}: they can never be equal.`;
  report(relation, message, compiler);
}

function widthsOf(set: SetSource): readonly number[] {
  if (set.from === 'matcher') return [set.values.length];
  return set.values.map((value) => (Array.isArray(value) ? value.length : 1));
}

function compileSet(set: Located, compiler: Compiler): SetSource {
  if (Array.isArray(set.data)) return { from: 'list', values: set.data as readonly Scalar[] };
  const values = items(child(set, 'values')).map(({ data }) => String(data).slice(1));
  const { values: _values, ...matcher } = set.data as Record<string, never>;
  return { from: 'matcher', matcher: addMatcher({ ...set, data: matcher }, compiler), values };
}
