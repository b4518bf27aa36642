import type { RangeOptions } from '../../model/range-formula.ts';
import { child, entries, type Located } from '../source.ts';
import { checkKeys, isFlag, refuse, type Reader } from './reader.ts';
import type { KeyEntry } from './keys.ts';

type OptionName = keyof RangeOptions;

interface Option extends KeyEntry {
  /** What its value must be, for messages. */
  readonly type: string;
  readonly accepts: (value: unknown) => boolean;
  /** Its name in `RangeOptions`, where that is another. */
  readonly name?: OptionName;
  /** Values that mean something this version cannot do. */
  readonly refuses?: (value: unknown) => boolean;
}

const flag = { type: 'true or false', accepts: isFlag } as const;
const number = { type: 'a number', accepts: (value: unknown) => typeof value === 'number' } as const;
const texts = { type: 'a list of texts', accepts: isTexts } as const;
const pairs = {
  type: 'a list of pairs of texts',
  accepts: (value: unknown) => Array.isArray(value) && value.every((pair) => isTexts(pair) && pair.length === 2),
} as const;

function oneOf(...words: readonly string[]): Pick<Option, 'type' | 'accepts'> {
  return {
    type: `one of ${words.map((word) => `'${word}'`).join(', ')}`,
    accepts: (value) => words.includes(value as string),
  };
}

function supported(about: string, kind: Pick<Option, 'type' | 'accepts'> = flag): Option {
  return { status: 'supported', about, ...kind };
}

function noted(about: string, kind: Pick<Option, 'type' | 'accepts'> = flag): Option {
  return { status: 'noted', about, ...kind };
}

/** Only the value that asks for nothing new can be obeyed. */
function only(value: boolean, about: string): Option {
  return { status: 'supported', about: `Only \`${value}\`. ${about}`, ...flag, refuses: (given) => given !== value };
}

const slow = noted('Every check has a budget of steps instead of seconds.', number);
const ends = oneOf('source', 'sink');

/** Every option of Semgrep's `options:`, by its name there. */
export const options: Readonly<Record<string, Option>> = {
  constant_propagation: supported('Whether variables with a constant value match literals.'),
  symbolic_propagation: supported('Whether variables stand for the expression they were assigned.'),
  vardef_assign: supported('Whether `$X = e` matches declarations.'),
  flddef_assign: supported('Whether it matches fields of classes.'),
  arrow_is_function: supported('Whether patterns of functions match arrows.'),
  let_is_var: supported('Whether `var` in a pattern matches `let` and `const`.'),
  attr_expr: supported('Whether patterns of calls match decorators.'),
  ac_matching: supported('Whether `&&`, `||`, `&`, `|` and `^` match regrouped.'),
  commutative_boolop: supported('Whether `&&` and `||` match swapped.'),
  symmetric_eq: supported('Whether `==` matches swapped.'),
  commutative_compop: supported('Its old name.'),
  implicit_deep_exprstmt: supported('Whether an expression statement matches inside others.'),
  implicit_ellipsis: supported('Whether objects may have more keys.'),
  unify_ids_strictly: supported('Whether names of the same text but other declarations differ.'),
  xml_singleton_loose_matching: supported('Whether `<a/>` matches `<a></a>`.'),
  xml_attrs_implicit_ellipsis: supported('Whether elements may have more attributes.'),
  xml_children_ordered: supported('Whether children have to be in order.'),
  decorators_order_matters: supported('Whether decorators have to be in order.'),
  generic_engine: supported('The engine of `generic`.', oneOf('spacegrep', 'aliengrep')),
  generic_multiline: supported('Of aliengrep: whether `...` may cross lines.'),
  generic_braces: supported('Of aliengrep: the pairs of braces.', pairs),
  generic_extra_braces: supported('Of aliengrep: more pairs of braces.', pairs),
  generic_extra_word_characters: supported('Of aliengrep: more characters of words.', texts),
  generic_caseless: supported('Of aliengrep: whether case matters.'),
  generic_ellipsis_max_span: supported('Of spacegrep: how many lines `...` may cross.', number),
  generic_comment_style: supported('Of spacegrep: which comments are left out.', oneOf('c', 'cpp', 'shell')),
  taint_unify_mvars: supported('Whether metavariables of source and sink are the same.'),
  taint_assume_safe_functions: supported('Whether calls hand on no taint.'),
  taint_assume_safe_indexes: supported('Whether `a[t]` is clean.'),
  taint_assume_safe_comparisons: supported('Whether comparisons are clean.'),
  taint_assume_safe_booleans: supported('Whether booleans are clean.'),
  taint_assume_safe_numbers: supported('Whether numbers are clean.'),
  taint_only_propagate_through_assignments: supported('Whether only assignments hand on taint.'),
  taint_match_on: supported('Whether the finding is the source or the sink.', ends),
  taint_focus_on: { ...supported('Its newer name.', ends), name: 'taint_match_on' },
  taint_intrafile: supported('Of Opengrep: whether calls of functions of the same file are followed.'),
  guarded_taint_signatures: only(false, 'It belongs to flow through functions.'),
  interfile: noted('Each file is looked at on its own, as Semgrep CE does.'),
  go_deeper_expr: only(true, 'Semgrep has no documentation of the other.'),
  go_deeper_stmt: only(true, 'Semgrep has no documentation of the other.'),
  implicit_return: noted('It speaks of languages whose last expression is returned.'),
  cpp_parsing_pref: noted('It speaks of C++.', oneOf('as_fundef', 'as_vardef_with_ctor')),
  max_match_per_file: {
    ...supported('Refused: findings are never left out.', number),
    refuses: () => true,
  },
  timeout: slow,
  taint_fixpoint_timeout: slow,
  dynamic_timeout: noted('Every check has a budget of steps instead of seconds.'),
  dynamic_timeout_unit_kb: slow,
  dynamic_timeout_max_multiplier: slow,
};

export function readOptions(rule: Located, reader: Reader): RangeOptions {
  const located = child(rule, 'options');
  if (located.data === null || !checkKeys(located, options, "'options'", reader)) return {};
  const read = entries(located).flatMap(([name, value]) => readOption(name, value, reader));
  return Object.fromEntries(read);
}

function readOption(name: string, value: Located, reader: Reader): readonly (readonly [string, unknown])[] {
  const option = options[name];
  if (!option) return [];
  if (!option.accepts(value.data)) refuse(value, `The option '${name}' must be ${option.type}.`, reader);
  else if (option.refuses?.(value.data))
    refuse(value, `The option '${name}: ${String(value.data)}' is not supported. ${option.about}`, reader, 'key');
  else if (option.status === 'supported') return [[option.name ?? name, value.data]];
  return [];
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
