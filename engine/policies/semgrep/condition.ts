import type { Condition, RangeFormula } from '../../model/range-formula.ts';
import { child, entries, items, type Located } from '../source.ts';
import {
  metavariableAnalysisKeys,
  metavariableComparisonKeys,
  metavariableNameKeys,
  metavariablePatternKeys,
  metavariableRegexKeys,
  metavariableTypeKeys,
} from './keys.ts';
import { nestedLanguage } from './languages.ts';
import {
  checkKeys,
  flagUnder,
  has,
  nameOf,
  nameUnder,
  notAMetavariable,
  refuse,
  requiredText,
  textUnder,
  textsUnder,
  written,
  type Reader,
} from './reader.ts';

/** How the formula of a `metavariable-pattern` is read: old syntax or new. */
export type ReadFormula = (owner: Located, reader: Reader) => RangeFormula;

/** Whether an item of `patterns` is a condition; the others that are no formulas are `focus-metavariable`. */
export function isCondition(item: Located): boolean {
  return !has(item, 'focus-metavariable');
}

export function readCondition(item: Located, reader: Reader, readFormula: ReadFormula): Condition | undefined {
  const [[key, value] = ['', item] as const] = entries(item);
  switch (key) {
    case 'metavariable-regex':
      return checkKeys(value, metavariableRegexKeys, `'${key}'`, reader)
        ? regexCondition(value, false, reader)
        : undefined;
    case 'metavariable-pattern':
      return checkKeys(value, metavariablePatternKeys, `'${key}'`, reader)
        ? patternCondition(value, reader, readFormula)
        : undefined;
    case 'metavariable-comparison':
      return checkKeys(value, metavariableComparisonKeys, `'${key}'`, reader) ? comparison(value, reader) : undefined;
    case 'metavariable-analysis':
      return checkKeys(value, metavariableAnalysisKeys, `'${key}'`, reader) ? analysis(value, reader) : undefined;
    case 'metavariable-type':
      return checkKeys(value, metavariableTypeKeys, `'${key}'`, reader) ? typeCondition(value, reader) : undefined;
    default:
      return checkKeys(value, metavariableNameKeys, `'${key}'`, reader) ? nameCondition(value, reader) : undefined;
  }
}

/** `fallback`: whether constants are propagated where nothing is said about it. */
export function regexCondition(value: Located, fallback: boolean, reader: Reader): Condition {
  const condition = {
    kind: 'regex',
    name: nameUnder(value, 'metavariable', reader),
    regex: requiredText(value, 'regex', reader),
    constantPropagation: flagUnder(value, 'constant-propagation', fallback, reader),
  } as const;
  return written(condition, child(value, 'regex'), reader);
}

export function patternCondition(value: Located, reader: Reader, readFormula: ReadFormula): Condition {
  const language = nestedLanguage(child(value, 'language'), reader);
  const inner: Reader = { ...reader, isNested: true, language: language ?? reader.language };
  return {
    kind: 'pattern',
    name: nameUnder(value, 'metavariable', reader),
    ...(language !== undefined && { language }),
    formula: readFormula(value, inner),
  };
}

export function comparison(value: Located, reader: Reader): Condition {
  const strip = flagUnder(value, 'strip', false, reader);
  const { data: base } = child(value, 'base');
  if (strip && !has(value, 'metavariable')) refuse(value, "'strip' needs a 'metavariable'.", reader, 'key');
  if (base !== null && typeof base !== 'number') refuse(child(value, 'base'), "'base' must be a number.", reader);
  const condition = {
    kind: 'comparison',
    ...(has(value, 'metavariable') && { name: nameUnder(value, 'metavariable', reader) }),
    comparison: requiredText(value, 'comparison', reader),
    strip,
    ...(typeof base === 'number' && { base }),
  } as const;
  return written(condition, child(value, 'comparison'), reader);
}

export function analysis(value: Located, reader: Reader): Condition | undefined {
  const analyzer = requiredText(value, 'analyzer', reader);
  const name = nameUnder(value, 'metavariable', reader);
  if (analyzer === 'entropy' || analyzer === 'redos') return { kind: 'analysis', name, analyzer };
  refuse(child(value, 'analyzer'), `The analyzer '${analyzer}' is not supported; 'entropy' and 'redos' are.`, reader);
  return undefined;
}

export function typeCondition(value: Located, reader: Reader): Condition {
  const single = textUnder(value, 'type', reader);
  const types = [...(single === undefined ? [] : [single]), ...textsUnder(value, 'types', reader)];
  if (types.length === 0) refuse(value, "'type' or 'types' is missing.", reader, 'key');
  const condition = { kind: 'type', name: nameUnder(value, 'metavariable', reader), types } as const;
  return written(condition, child(value, single === undefined ? 'types' : 'type'), reader);
}

function nameCondition(value: Located, reader: Reader): Condition {
  const single = textUnder(value, 'module', reader);
  const names = [...(single === undefined ? [] : [single]), ...textsUnder(value, 'modules', reader)];
  if (names.length === 0) refuse(value, "'module' or 'modules' is missing.", reader, 'key');
  return { kind: 'name', name: nameUnder(value, 'metavariable', reader), names };
}

/** One entry of `focus-metavariable`; the metavariables of a list are alternatives. */
export function readFocus(owner: Located, key: string, reader: Reader): readonly string[] {
  return items(child(owner, key)).flatMap((item) => {
    const name = typeof item.data === 'string' ? nameOf(item.data) : undefined;
    if (name === undefined) refuse(item, notAMetavariable(String(item.data)), reader);
    return name ?? [];
  });
}
