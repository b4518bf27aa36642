import { parseFile } from '../../../engine/documents/parse.ts';
import { viewOf } from '../../../engine/matches/view.ts';
import { compileRule } from '../../../engine/matches/semgrep/rule.ts';
import type { RangeFormula, RangeOptions, RangeRule, RangeTaint } from '../../../engine/model/range-formula.ts';

/** A pattern, or a formula. */
type Written = string | RangeFormula;
/** An entry of a rule, with whatever is not as usual. */
type Entry<E> = Written | (Partial<Omit<E, 'formula'>> & { readonly formula: Written });
type Of<K extends keyof RangeTaint> = RangeTaint[K][number];

export interface WrittenTaint {
  readonly sources?: readonly Entry<Of<'sources'>>[];
  readonly sinks?: readonly Entry<Of<'sinks'>>[];
  readonly sanitizers?: readonly Entry<Of<'sanitizers'>>[];
  readonly propagators?: readonly (Partial<Of<'propagators'>> & {
    readonly formula: RangeFormula;
    readonly from: string;
    readonly to: string;
  })[];
  readonly options?: RangeOptions;
}

/** Lines of a piece of code in which tainted data arrives, by a rule whose source is `source(...)` and sink `sink(...)` unless it says otherwise. */
export function taintedLines(code: string, rule: WrittenTaint = {}, path = 'a.ts'): readonly number[] {
  return [...new Set(found(code, rule, path).map(({ range }) => lineAt(code, range[0])))].sort((a, b) => a - b);
}

/** The way of the first finding: the code of each step with its line. */
export function wayOf(code: string, rule: WrittenTaint = {}): readonly string[] {
  const [first] = found(code, rule, 'a.ts');
  return (first?.flow ?? []).map(
    ({ node }) => `${lineAt(code, node.range[0])}: ${code.slice(...node.range).split('\n')[0]!}`,
  );
}

function lineAt(code: string, offset: number): number {
  return code.slice(0, offset).split('\n').length;
}

function found(code: string, written: WrittenTaint, path: string) {
  const document = parseFile({ path, text: code, bom: false, bytes: code.length });
  const { errors, find } = compileRule(ruleOf(written), []);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join(' '));
  return find(viewOf(document));
}

function ruleOf({
  sources = ['source(...)'],
  sinks = ['sink(...)'],
  sanitizers = [],
  propagators = [],
  options = {},
}: WrittenTaint): RangeRule {
  return {
    mode: 'taint',
    language: 'javascript',
    options,
    taint: {
      sources: sources.map((entry) => ({
        exact: false,
        bySideEffect: false,
        control: false,
        label: '__SOURCE__',
        ...entryOf(entry),
      })),
      sinks: sinks.map((entry) => ({ exact: true, atExit: false, ...entryOf(entry) })),
      sanitizers: sanitizers.map((entry) => ({
        exact: false,
        bySideEffect: false,
        notConflicting: false,
        ...entryOf(entry),
      })),
      propagators: propagators.map((entry) => ({ bySideEffect: true, ...entry })),
    },
  };
}

function entryOf<E extends object>(entry: Entry<E>): Partial<Omit<E, 'formula'>> & { readonly formula: RangeFormula } {
  if (typeof entry === 'string' || !('formula' in entry)) return { formula: formulaOf(entry as Written) } as never;
  return { ...entry, formula: formulaOf(entry.formula) };
}

function formulaOf(written: Written): RangeFormula {
  return typeof written === 'string' ? { kind: 'pattern', pattern: written } : written;
}

export function pattern(text: string): RangeFormula {
  return { kind: 'pattern', pattern: text };
}

/** `pattern` with `focus-metavariable`. */
export function focusing(text: string, name: string): RangeFormula {
  return { kind: 'all', of: [pattern(text)], conditions: [], focus: [[name]] };
}
