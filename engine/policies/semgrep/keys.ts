/** What this version does with a key of Semgrep's rule schema; the sentence goes into messages and into docs/semgrep.md. */
export interface KeyEntry {
  /** `noted`: read and allowed, but it changes nothing here; the sentence says why. */
  readonly status: 'supported' | 'noted' | 'refused';
  readonly about: string;
}

export type KeyTable = Readonly<Record<string, KeyEntry>>;

const supported = (about: string): KeyEntry => ({ status: 'supported', about });
const noted = (about: string): KeyEntry => ({ status: 'noted', about });
const refused = (about: string): KeyEntry => ({ status: 'refused', about });

/** Keys under which a formula of the old syntax begins. */
export const rootKeys: KeyTable = {
  pattern: supported('A code pattern.'),
  patterns: supported('All of these, with conditions.'),
  'pattern-either': supported('Any of these.'),
  'pattern-regex': supported('A regular expression over the text of the file.'),
};

export const ruleKeys: KeyTable = {
  id: supported('The id of the policy.'),
  message: supported('The message of a finding; a metavariable that nothing binds stays as written.'),
  severity: supported('See "Severity and confidence".'),
  languages: supported('See "Languages".'),
  mode: supported('`search` (the default) and `taint`; `extract`, `join` and `step` are refused.'),
  ...rootKeys,
  match: supported('A formula in the new syntax.'),
  taint: supported('Sources, sinks, sanitizers and propagators in the new syntax.'),
  'pattern-sources': supported('Where taint begins.'),
  'pattern-sinks': supported('Where it must not arrive.'),
  'pattern-sanitizers': supported('What makes it harmless.'),
  'pattern-propagators': supported('What hands it on.'),
  paths: supported('Globs of files: `include`, `exclude`.'),
  options: supported('See "Options".'),
  fix: supported('Text that replaces the match; goes into the finding.'),
  'fix-regex': supported('A replacement within the text of the match; goes into the finding.'),
  metadata: supported('See "Metadata".'),
  'min-version': supported('A rule that needs a newer Semgrep than the one whose meaning is implemented is refused.'),
  'max-version': supported('So is one that ends before it.'),
  extract: refused('Extract mode is not supported: the code of one language inside another is not cut out.'),
  'dest-language': refused('It belongs to extract mode, which is not supported.'),
  'dest-rules': refused('It belongs to extract mode, which is not supported.'),
  transform: refused('It belongs to extract mode, which is not supported.'),
  reduce: refused('It belongs to extract mode, which is not supported.'),
  join: refused("Join mode is not supported; a native policy joins files with 'exists'."),
  step: refused('Step mode is not supported.'),
  steps: refused('Step mode is not supported.'),
  language: refused("It belongs to step mode; write 'languages'."),
  validators: refused('Nothing is sent over the network to validate a secret.'),
  'r2c-internal-project-depends-on': refused('Supply-chain rules are not supported.'),
  'depends-on': refused('Supply-chain rules are not supported.'),
  equivalences: refused('Semgrep has withdrawn equivalences.'),
  'pattern-where-python': refused("Semgrep has withdrawn it; write 'metavariable-comparison' or 'metavariable-regex'."),
  'r2c-internal-patterns-from': refused('Patterns of another file cannot be included.'),
  product: noted('It says to whom Semgrep attributes the rule.'),
};

export const pathKeys: KeyTable = {
  include: supported('Only files that one of these globs fits, at any depth.'),
  exclude: supported('Not files that one of these fits; it outweighs `include`.'),
};

export const fixRegexKeys: KeyTable = {
  regex: supported('What is replaced.'),
  replacement: supported('By what; `\\1` and `$1` stand for groups.'),
  count: supported('At most so many times.'),
};

/** Items of `patterns` and `pattern-either`, and what may stand inside `pattern-not` and `pattern-inside`. */
export const formulaKeys: KeyTable = {
  ...rootKeys,
  'pattern-not': supported('Not this, with exactly the same range.'),
  'pattern-inside': supported('Within this.'),
  'pattern-not-inside': supported('Not within this.'),
  'pattern-not-regex': supported('Not where this regular expression matches.'),
  'semgrep-internal-pattern-anywhere': supported('This matches somewhere in the file.'),
  'pattern-where-python': refused("Semgrep has withdrawn it; write 'metavariable-comparison' or 'metavariable-regex'."),
  'r2c-internal-patterns-from': refused('Patterns of another file cannot be included.'),
};

/** What may stand directly under `patterns` besides. */
export const conditionKeys: KeyTable = {
  'focus-metavariable': supported(
    'The finding is the code that this metavariable is bound to; a list: one finding each.',
  ),
  'metavariable-regex': supported('Its text matches from its beginning on.'),
  'metavariable-pattern': supported('A formula matches in its code.'),
  'metavariable-comparison': supported('An expression over metavariables is true.'),
  'metavariable-analysis': supported('`entropy` and `redos`.'),
  'metavariable-type': supported('It has one of these types.'),
  'semgrep-internal-metavariable-name': supported('It resolves to a name of one of these modules; `kind` is refused.'),
};

const metavariable = supported('The metavariable, e.g. `$X`.');

export const metavariableRegexKeys: KeyTable = {
  metavariable,
  regex: supported('A regular expression, anchored at the start.'),
  'constant-propagation': supported('Whether a variable with a constant value counts as that value.'),
};

export const metavariablePatternKeys: KeyTable = {
  metavariable,
  language: supported('Another language, in which the text of a string is read.'),
  ...rootKeys,
};

export const metavariableComparisonKeys: KeyTable = {
  metavariable,
  comparison: supported('A Python-like expression.'),
  strip: supported('Whether numbers are read from strings.'),
  base: supported('Their base.'),
};

export const metavariableAnalysisKeys: KeyTable = {
  metavariable,
  analyzer: supported('`entropy` or `redos`; `entropy_v2` is refused.'),
  mode: refused("It belongs to 'entropy_v2', which is not supported."),
};

export const metavariableTypeKeys: KeyTable = {
  metavariable,
  type: supported('A type.'),
  types: supported('A list of types.'),
  language: refused('A type is read in the language of the rule.'),
};

export const metavariableNameKeys: KeyTable = {
  metavariable,
  module: supported('A module.'),
  modules: supported('A list of modules.'),
  kind: refused('No framework of JavaScript has such a kind.'),
};

const requires = supported('A boolean expression over labels.');

export const sourceKeys: KeyTable = {
  label: supported('The name of the taint that begins here.'),
  requires,
  exact: supported('Whether parts of the matched code are left out.'),
  'by-side-effect': supported('Whether the variable itself is tainted from here on: `true`, `false`, `only`.'),
  control: supported('Whether reaching this code taints what comes after it.'),
};

export const sinkKeys: KeyTable = {
  requires,
  exact: supported('Whether parts of the matched code are no sinks (the default).'),
  'at-exit': supported('Whether it counts only where the function is left.'),
};

export const sanitizerKeys: KeyTable = {
  exact: supported('Whether parts of the matched code are left out.'),
  'by-side-effect': supported('Whether the variable itself is clean from here on.'),
  not_conflicting: supported('It does not count where it is a source or sink as well.'),
};

export const propagatorKeys: KeyTable = {
  from: supported('The metavariable whose taint is handed on.'),
  to: supported('The metavariable that receives it.'),
  'by-side-effect': supported('Whether the receiving variable itself is tainted (the default).'),
  requires,
  label: supported('The label that is handed on.'),
  'replace-labels': supported('The labels that it replaces.'),
};

/** The formula keys of the new syntax. */
export const matchKeys: KeyTable = {
  pattern: supported('A code pattern; a bare text is one too.'),
  regex: supported('A regular expression over the text of the file.'),
  all: supported('All of these.'),
  any: supported('Any of these.'),
  not: supported('Not this.'),
  inside: supported('Within this.'),
  anywhere: supported('This matches somewhere in the file.'),
  where: supported('Conditions on metavariables, and `focus`.'),
  as: refused('A name for the whole match is not supported.'),
  fix: refused("A fix of a part of a formula is not supported; write the rule's own 'fix'."),
  taint: refused('Taint inside a formula is not supported.'),
};

/** An entry of `where`, beside the keys of a formula. */
export const whereKeys: KeyTable = {
  metavariable,
  language: metavariablePatternKeys['language']!,
  comparison: metavariableComparisonKeys['comparison']!,
  strip: metavariableComparisonKeys['strip']!,
  base: metavariableComparisonKeys['base']!,
  focus: conditionKeys['focus-metavariable']!,
  analyzer: metavariableAnalysisKeys['analyzer']!,
  type: metavariableTypeKeys['type']!,
  types: metavariableTypeKeys['types']!,
  'constant-propagation': noted('In the new syntax it is always on.'),
};

export const taintKeys: KeyTable = {
  sources: ruleKeys['pattern-sources']!,
  sinks: ruleKeys['pattern-sinks']!,
  sanitizers: ruleKeys['pattern-sanitizers']!,
  propagators: ruleKeys['pattern-propagators']!,
};
