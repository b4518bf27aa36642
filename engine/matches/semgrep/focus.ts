import { isElsewhere } from './conditions/code-value.ts';
import { isWithin, type CodeRange } from './code-range.ts';

/** Metavariables on which a formula puts its finger: of one entry any, of several entries all together. */
export type Focus = readonly (readonly string[])[];

/** The range of the code that is bound, instead of the range itself; nothing where that stands outside or nowhere. */
export function focused(range: CodeRange, focus: Focus): readonly CodeRange[] {
  const [first, ...others] = focus.map((names) => chosen(range, names));
  if (!first) return [range];
  return others.reduce(
    (found, next) => found.flatMap((one) => next.flatMap((other) => smaller(one, other) ?? [])),
    first,
  );
}

function chosen(range: CodeRange, names: readonly string[]): readonly CodeRange[] {
  return names.flatMap((name) => {
    const binding = range.bindings[name];
    const at = binding && !isElsewhere(binding) ? binding.range : undefined;
    return at ? (smaller({ ...range, range: at, kind: 'plain' }, range) ?? []) : [];
  });
}

function smaller(one: CodeRange, other: CodeRange): CodeRange | undefined {
  if (isWithin(one.range, other.range)) return one;
  return isWithin(other.range, one.range) ? other : undefined;
}
