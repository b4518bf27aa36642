import type { Condition, RangeFormula } from '../../model/range-formula.ts';
import { child, entries, type Located } from '../source.ts';
import { isCondition, readCondition, readFocus } from './condition.ts';
import { conditionKeys, formulaKeys, rootKeys } from './keys.ts';
import { unboundIn } from './may-bind.ts';
import { checkKeys, isMap, listUnder, refuse, written, type Reader } from './reader.ts';

/** A formula of the old syntax, which begins with one of `pattern`, `patterns`, `pattern-either`, `pattern-regex`. */
export function readRoot(owner: Located, reader: Reader): RangeFormula {
  const roots = Object.keys(rootKeys).filter((key) => child(owner, key).data !== null);
  const names = Object.keys(rootKeys).map((key) => `'${key}'`);
  if (roots.length !== 1) {
    refuse(owner, `Exactly one of ${names.join(', ')} must stand here.`, reader, 'key');
    return nothing;
  }
  return readPair(owner, roots[0]!, reader);
}

/** What stands in for a formula that could not be read; its rule is refused. */
export const nothing: RangeFormula = { kind: 'any', of: [] };

function readPair(owner: Located, key: string, reader: Reader): RangeFormula {
  const value = child(owner, key);
  switch (key) {
    case 'pattern':
      return readPattern(value, reader);
    case 'pattern-regex':
      return readRegex(value, reader);
    case 'pattern-not-regex':
      return { kind: 'not', of: readRegex(value, reader) };
    case 'pattern-not':
      return { kind: 'not', of: readNested(value, key, reader) };
    case 'pattern-inside':
      return { kind: 'inside', of: readNested(value, key, reader) };
    case 'pattern-not-inside':
      return { kind: 'not', of: { kind: 'inside', of: readNested(value, key, reader) } };
    case 'semgrep-internal-pattern-anywhere':
      return { kind: 'anywhere', of: readNested(value, key, reader) };
    case 'pattern-either':
      return anyOf(
        value,
        listUnder(owner, key, reader).map((item) => [item, readItem(item, reader)]),
        reader,
      );
    default:
      return readPatterns(owner, key, reader);
  }
}

/** A pattern in the language at this point; in the language `regex` a pattern is a regular expression. */
export function readPattern(value: Located, reader: Reader): RangeFormula {
  if (reader.language === 'regex') return readRegex(value, reader);
  const { data } = value;
  if (typeof data === 'object' && data !== null) {
    refuse(
      value,
      'a text must stand here: a pattern that contains ": " must be quoted or written as a | block.',
      reader,
    );
    return nothing;
  }
  return written({ kind: 'pattern', pattern: String(data) }, value, reader);
}

export function readRegex(value: Located, reader: Reader): RangeFormula {
  if (typeof value.data === 'object') {
    refuse(value, 'a regular expression must be a text.', reader);
    return nothing;
  }
  return written({ kind: 'regex', regex: String(value.data) }, value, reader);
}

/** Inside a negation or `pattern-inside` stands a pattern, or a map with one key. */
function readNested(value: Located, key: string, reader: Reader): RangeFormula {
  const formula = isMap(value) ? readItem(value, reader) : readPattern(value, reader);
  if (formula.kind === 'not') refuse(value, `a negation has no meaning directly inside '${key}'.`, reader);
  return formula;
}

/** An item of a list: a map with exactly one key. */
function readItem(item: Located, reader: Reader): RangeFormula {
  if (typeof item.data === 'string') {
    refuse(item, `a bare text cannot stand here; write 'pattern: ${item.data.trim().split('\n')[0] ?? ''}'.`, reader);
    return nothing;
  }
  if (!checkKeys(item, formulaKeys, 'A formula', reader)) return nothing;
  const [pair, ...more] = entries(item);
  if (!pair || more.length > 0) {
    refuse(item, 'exactly one key must stand here. Is a hyphen missing?', reader, 'key');
    return nothing;
  }
  return readPair(item, pair[0], reader);
}

/** Alternatives; what a negation among them would be taken away from, nothing says. */
export function anyOf(
  list: Located,
  members: readonly (readonly [Located, RangeFormula])[],
  reader: Reader,
): RangeFormula {
  if (members.length === 0) refuse(list, 'a list of alternatives needs at least one.', reader, 'key');
  for (const [located, { kind }] of members)
    if (kind === 'not') refuse(located, 'a negation cannot be an alternative.', reader, 'key');
  return { kind: 'any', of: members.map(([, formula]) => formula) };
}

function readPatterns(owner: Located, key: string, reader: Reader): RangeFormula {
  const items = listUnder(owner, key, reader);
  const extra = items.filter((item) => keysOf(item).some((name) => Object.hasOwn(conditionKeys, name)));
  const of = items.filter((item) => !extra.includes(item)).map((item) => readItem(item, reader));
  for (const item of extra)
    if (keysOf(item).length > 1) refuse(item, 'exactly one key must stand here. Is a hyphen missing?', reader, 'key');
  const conditions = extra.filter(isCondition).flatMap((item) => readCondition(item, reader, readRoot) ?? []);
  const focus = extra.filter((item) => !isCondition(item)).map((item) => readFocus(item, 'focus-metavariable', reader));
  return allOf(child(owner, key), { of, conditions, focus }, reader);
}

function keysOf(item: Located): readonly string[] {
  return entries(item).map(([key]) => key);
}

interface Conjunction {
  readonly of: readonly RangeFormula[];
  readonly conditions: readonly Condition[];
  readonly focus: readonly (readonly string[])[];
}

export function allOf(located: Located, parts: Conjunction, reader: Reader): RangeFormula {
  if (!reader.isNested && parts.of.every(({ kind }) => kind === 'not'))
    refuse(located, 'a formula needs a pattern that is not negated.', reader, 'key');
  const formula = { kind: 'all', ...parts } as const;
  // Inside a metavariable the formula around it binds as well; of parts that could not be read nothing is known.
  const unbound = reader.isNested || reader.problems.length > 0 ? [] : unboundIn(formula);
  for (const name of unbound) refuse(located, `nothing in this formula binds '$${name}'.`, reader, 'key');
  return formula;
}
