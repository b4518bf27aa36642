import type { Condition, RangeFormula } from '../../model/range-formula.ts';
import { child, type Located } from '../source.ts';
import { analysis, comparison, patternCondition, readFocus, regexCondition, typeCondition } from './condition.ts';
import { allOf, anyOf, nothing, readPattern, readRegex } from './formula.ts';
import { matchKeys, whereKeys } from './keys.ts';
import { checkKeys, has, isMap, listUnder, refuse, type Reader } from './reader.ts';

/** The formula keys of the new syntax. */
const operators = ['pattern', 'regex', 'all', 'any', 'not', 'inside', 'anywhere'];

/** A formula of the new syntax: a bare text is a pattern, everything else a map. */
export function readMatch(located: Located, reader: Reader): RangeFormula {
  if (!isMap(located)) return readPattern(located, reader);
  return checkKeys(located, matchKeys, 'A formula', reader) ? readOperator(located, reader) : nothing;
}

/** The formula among the keys of a map that may have others: a source of taint, an entry of `where`. */
export function readOperator(owner: Located, reader: Reader): RangeFormula {
  const present = operators.filter((key) => has(owner, key));
  if (present.length !== 1) {
    const names = operators.map((key) => `'${key}'`).join(', ');
    refuse(owner, `Exactly one of ${names} must stand here.`, reader, 'key');
    return nothing;
  }
  return constrained(owner, present[0]!, reader);
}

/** What `where` says of `inside`, `not` and `anywhere` is about the formula in them. */
function constrained(owner: Located, key: string, reader: Reader): RangeFormula {
  const value = child(owner, key);
  const where = readWhere(owner, reader);
  const unary = key === 'not' || key === 'inside' || key === 'anywhere';
  if (!unary && key !== 'all') return withWhere(value, readPositive(owner, key, reader), where, reader);
  if (key === 'all') {
    const of = listUnder(owner, key, reader).map((item) => readMatch(item, reader));
    return allOf(value, { of, ...where }, reader);
  }
  const inner = readMatch(value, reader);
  if (inner.kind === 'not') refuse(value, `a negation has no meaning directly inside '${key}'.`, reader);
  return { kind: key, of: withWhere(value, inner, where, reader) };
}

function readPositive(owner: Located, key: string, reader: Reader): RangeFormula {
  const value = child(owner, key);
  if (key === 'pattern') return readPattern(value, reader);
  if (key === 'regex') return readRegex(value, reader);
  return anyOf(
    value,
    listUnder(owner, key, reader).map((item) => [item, readMatch(item, reader)]),
    reader,
  );
}

interface Where {
  readonly conditions: readonly Condition[];
  readonly focus: readonly (readonly string[])[];
}

function withWhere(located: Located, formula: RangeFormula, where: Where, reader: Reader): RangeFormula {
  if (where.conditions.length + where.focus.length === 0) return formula;
  return allOf(located, { of: [formula], ...where }, reader);
}

function readWhere(owner: Located, reader: Reader): Where {
  const entriesOfWhere = listUnder(owner, 'where', reader).filter((item) =>
    checkKeys(item, { ...matchKeys, ...whereKeys }, "An entry of 'where'", reader),
  );
  return {
    conditions: entriesOfWhere.flatMap((item) => (has(item, 'focus') ? [] : (readConstraint(item, reader) ?? []))),
    focus: entriesOfWhere.filter((item) => has(item, 'focus')).map((item) => readFocus(item, 'focus', reader)),
  };
}

function readConstraint(item: Located, reader: Reader): Condition | undefined {
  if (has(item, 'comparison')) return comparison(item, reader);
  if (has(item, 'analyzer')) return analysis(item, reader);
  if (has(item, 'type') || has(item, 'types')) return typeCondition(item, reader);
  if (!has(item, 'metavariable')) {
    refuse(item, "An entry of 'where' needs 'metavariable', 'comparison' or 'focus'.", reader, 'key');
    return undefined;
  }
  // A regular expression alone is a condition on the text, with constants; in another language it is a formula.
  const isRegex = has(item, 'regex') && !has(item, 'where');
  return isRegex ? regexCondition(item, true, reader) : patternCondition(item, reader, readOperator);
}
