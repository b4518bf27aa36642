/** A Semgrep rule's formula in one shape, old or new syntax: plain data, and what travels between rule files and matching. */
export type RangeFormula =
  /** Code in the language of the rule (`language` where the formula stands inside a `metavariable-pattern` of another). */
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'regex'; readonly regex: string }
  | { readonly kind: 'inside' | 'anywhere' | 'not'; readonly of: RangeFormula }
  | {
      readonly kind: 'any';
      readonly of: readonly RangeFormula[];
      readonly conditions?: readonly Condition[];
      readonly focus?: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'all';
      readonly of: readonly RangeFormula[];
      readonly conditions: readonly Condition[];
      readonly focus: readonly (readonly string[])[];
    };

/** What a metavariable's code must satisfy. `name` is written without `$`; that of `$...ARGS` is `ARGS`. */
export type Condition =
  | { readonly kind: 'regex'; readonly name: string; readonly regex: string; readonly constantPropagation: boolean }
  | { readonly kind: 'pattern'; readonly name: string; readonly language?: string; readonly formula: RangeFormula }
  | {
      readonly kind: 'comparison';
      readonly name?: string;
      readonly comparison: string;
      readonly strip: boolean;
      readonly base?: number;
    }
  | { readonly kind: 'analysis'; readonly name: string; readonly analyzer: 'entropy' | 'redos' }
  | { readonly kind: 'type'; readonly name: string; readonly types: readonly string[] }
  | { readonly kind: 'name'; readonly name: string; readonly names: readonly string[] };

/** What `options:` of a rule says about matching, by Semgrep's names; absent: Semgrep's default. */
export interface RangeOptions {
  readonly constant_propagation?: boolean;
  readonly symbolic_propagation?: boolean;
  readonly vardef_assign?: boolean;
  readonly flddef_assign?: boolean;
  readonly arrow_is_function?: boolean;
  readonly let_is_var?: boolean;
  readonly attr_expr?: boolean;
  readonly ac_matching?: boolean;
  readonly commutative_boolop?: boolean;
  readonly symmetric_eq?: boolean;
  readonly commutative_compop?: boolean;
  readonly implicit_deep_exprstmt?: boolean;
  readonly implicit_ellipsis?: boolean;
  readonly unify_ids_strictly?: boolean;
  readonly xml_singleton_loose_matching?: boolean;
  readonly xml_attrs_implicit_ellipsis?: boolean;
  readonly xml_children_ordered?: boolean;
  readonly decorators_order_matters?: boolean;
  readonly generic_engine?: 'spacegrep' | 'aliengrep';
  readonly generic_multiline?: boolean;
  readonly generic_braces?: readonly (readonly [string, string])[];
  readonly generic_extra_braces?: readonly (readonly [string, string])[];
  readonly generic_extra_word_characters?: readonly string[];
  readonly generic_caseless?: boolean;
  readonly generic_ellipsis_max_span?: number;
  readonly generic_comment_style?: 'c' | 'cpp' | 'shell';
  readonly taint_unify_mvars?: boolean;
  readonly taint_assume_safe_functions?: boolean;
  readonly taint_assume_safe_indexes?: boolean;
  readonly taint_assume_safe_comparisons?: boolean;
  readonly taint_assume_safe_booleans?: boolean;
  readonly taint_assume_safe_numbers?: boolean;
  readonly taint_only_propagate_through_assignments?: boolean;
  readonly taint_match_on?: 'sink' | 'source';
  /** Whether calls of functions of the same file are followed (Opengrep). */
  readonly taint_intrafile?: boolean;
  readonly interfile?: boolean;
}

/** One rule, ready to be compiled; the value of the anchor `semgrep`. */
export type RangeRule = {
  /** The language its patterns are written in: `javascript` (for JS and TS alike), `generic`, `regex`, `json`, `yaml`, `dockerfile`. */
  readonly language: string;
  readonly options: RangeOptions;
} & (
  { readonly mode: 'search'; readonly formula: RangeFormula } | { readonly mode: 'taint'; readonly taint: RangeTaint }
);

export interface RangeTaint {
  readonly sources: readonly TaintSource[];
  readonly sinks: readonly TaintSink[];
  readonly sanitizers: readonly TaintSanitizer[];
  readonly propagators: readonly TaintPropagator[];
}

/** Whether the matched l-value itself changes from there on: Semgrep's `by-side-effect`. */
export type SideEffect = boolean | 'only';

export interface TaintSource {
  readonly formula: RangeFormula;
  readonly exact: boolean;
  readonly bySideEffect: SideEffect;
  readonly control: boolean;
  readonly label: string;
  /** A boolean formula over labels, in Semgrep's (Python's) syntax. */
  readonly requires?: string;
}

export interface TaintSink {
  readonly formula: RangeFormula;
  readonly exact: boolean;
  readonly atExit: boolean;
  readonly requires?: string;
}

export interface TaintSanitizer {
  readonly formula: RangeFormula;
  readonly exact: boolean;
  readonly bySideEffect: SideEffect;
  readonly notConflicting: boolean;
}

export interface TaintPropagator {
  readonly formula: RangeFormula;
  /** Names of metavariables, without `$`. */
  readonly from: string;
  readonly to: string;
  readonly bySideEffect: boolean;
  readonly requires?: string;
  readonly label?: string;
  readonly replaceLabels?: readonly string[];
}
