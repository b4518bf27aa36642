import type {
  RangeFormula,
  RangeTaint,
  SideEffect,
  TaintPropagator,
  TaintSanitizer,
  TaintSink,
  TaintSource,
} from '../../model/range-formula.ts';
import { child, type Located } from '../source.ts';
import { readRoot } from './formula.ts';
import {
  matchKeys,
  propagatorKeys,
  rootKeys,
  sanitizerKeys,
  sinkKeys,
  sourceKeys,
  taintKeys,
  type KeyTable,
} from './keys.ts';
import { readMatch, readOperator } from './match.ts';
import { mayBind } from './may-bind.ts';
import {
  checkKeys,
  flagUnder,
  has,
  isMap,
  listUnder,
  nameUnder,
  refuse,
  textsUnder,
  textUnder,
  written,
  type Reader,
} from './reader.ts';

/** Semgrep's name of taint without a label. */
const unlabelled = '__SOURCE__';

/** The two syntaxes differ in the names of the lists and in how a formula is written. */
interface Syntax {
  readonly keys: readonly [sources: string, sinks: string, sanitizers: string, propagators: string];
  readonly formulaKeys: KeyTable;
  readonly notConflicting: string;
  readonly readFormula: (entry: Located, reader: Reader) => RangeFormula;
}

const oldSyntax: Syntax = {
  keys: ['pattern-sources', 'pattern-sinks', 'pattern-sanitizers', 'pattern-propagators'],
  formulaKeys: rootKeys,
  notConflicting: 'not_conflicting',
  readFormula: readRoot,
};

const newSyntax: Syntax = {
  keys: ['sources', 'sinks', 'sanitizers', 'propagators'],
  formulaKeys: matchKeys,
  notConflicting: 'not-conflicting',
  readFormula: (entry, reader) => (isMap(entry) ? readOperator(entry, reader) : readMatch(entry, reader)),
};

export function readTaint(rule: Located, reader: Reader): RangeTaint {
  if (!has(rule, 'taint')) return readLists(rule, oldSyntax, reader);
  const taint = child(rule, 'taint');
  return checkKeys(taint, taintKeys, "'taint'", reader) ? readLists(taint, newSyntax, reader) : noTaint;
}

const noTaint: RangeTaint = { sources: [], sinks: [], sanitizers: [], propagators: [] };

function readLists(owner: Located, syntax: Syntax, reader: Reader): RangeTaint {
  const [sources, sinks, sanitizers, propagators] = syntax.keys;
  for (const key of [sources, sinks]) {
    const { data } = child(owner, key);
    if (!has(owner, key)) refuse(owner, `'${key}' is missing.`, reader, 'key');
    else if (Array.isArray(data) && data.length === 0)
      refuse(child(owner, key), `'${key}' needs at least one entry.`, reader, 'key');
  }
  const read = <T extends object>(
    key: string,
    keys: KeyTable,
    readEntry: (entry: Located, syntax: Syntax, reader: Reader) => T,
  ) =>
    listUnder(owner, key, reader)
      .filter((entry) => isEntry(entry, keys, syntax, reader))
      .map((entry) => written(readEntry(entry, syntax, reader), entry, reader));
  return {
    sources: read(sources, sourceKeys, readSource),
    sinks: read(sinks, sinkKeys, readSink),
    sanitizers: read(sanitizers, sanitizerKeys, readSanitizer),
    propagators: read(propagators, propagatorKeys, readPropagator),
  };
}

/** In the new syntax a bare text is a pattern. */
function isEntry(entry: Located, keys: KeyTable, syntax: Syntax, reader: Reader): boolean {
  if (syntax === newSyntax && typeof entry.data === 'string') return true;
  const { not_conflicting: notConflicting, ...others } = keys;
  const named = notConflicting ? { ...others, [syntax.notConflicting]: notConflicting } : others;
  return checkKeys(entry, { ...syntax.formulaKeys, ...named }, 'An entry', reader);
}

function readSource(entry: Located, { readFormula }: Syntax, reader: Reader): TaintSource {
  return {
    formula: readFormula(entry, reader),
    exact: flagUnder(entry, 'exact', false, reader),
    bySideEffect: sideEffectOf(entry, reader),
    control: flagUnder(entry, 'control', false, reader),
    label: textUnder(entry, 'label', reader) ?? unlabelled,
    ...requiresOf(entry, reader),
  };
}

function readSink(entry: Located, { readFormula }: Syntax, reader: Reader): TaintSink {
  return {
    formula: readFormula(entry, reader),
    exact: flagUnder(entry, 'exact', true, reader),
    atExit: flagUnder(entry, 'at-exit', false, reader),
    ...requiresOf(entry, reader),
  };
}

function readSanitizer(entry: Located, { readFormula, notConflicting }: Syntax, reader: Reader): TaintSanitizer {
  return {
    formula: readFormula(entry, reader),
    exact: flagUnder(entry, 'exact', false, reader),
    bySideEffect: sideEffectOf(entry, reader),
    notConflicting: flagUnder(entry, notConflicting, false, reader),
  };
}

function readPropagator(entry: Located, { readFormula }: Syntax, reader: Reader): TaintPropagator {
  const formula = readFormula(entry, reader);
  const label = textUnder(entry, 'label', reader);
  const replaceLabels = textsUnder(entry, 'replace-labels', reader);
  return {
    formula,
    from: endOf(entry, 'from', formula, reader),
    to: endOf(entry, 'to', formula, reader),
    bySideEffect: flagUnder(entry, 'by-side-effect', true, reader),
    ...requiresOf(entry, reader),
    ...(label !== undefined && { label }),
    ...(replaceLabels.length > 0 && { replaceLabels }),
  };
}

/** Without code that is bound to it, a propagator would hand on nothing and nobody would know. */
function endOf(entry: Located, key: 'from' | 'to', formula: RangeFormula, reader: Reader): string {
  const name = nameUnder(entry, key, reader);
  if (name !== '' && !mayBind(formula, name))
    refuse(child(entry, key), `Nothing in this propagator binds '$${name}'.`, reader);
  return name;
}

const oneRequirement =
  "A list under 'requires', one formula for each metavariable, belongs to Semgrep's proprietary engine and is not supported; a single formula over labels is.";

/** A text, since labels are not known before the formula is read; what it says is checked with the patterns. */
function requiresOf(entry: Located, reader: Reader): { readonly requires?: string } {
  const { data } = child(entry, 'requires');
  if (Array.isArray(data)) {
    refuse(child(entry, 'requires'), oneRequirement, reader);
    return {};
  }
  const requires = textUnder(entry, 'requires', reader);
  return requires === undefined ? {} : { requires };
}

function sideEffectOf(entry: Located, reader: Reader): SideEffect {
  const { data } = child(entry, 'by-side-effect');
  if (data === 'only') return 'only';
  if (data === 'true' || data === 'false') return data === 'true';
  return flagUnder(entry, 'by-side-effect', false, reader);
}
