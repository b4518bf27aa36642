import { checkTexts, type Finding, type Report } from '../engine/index.ts';
import { patternAnnotations, ruleAnnotations, type Annotations } from './annotations.ts';
import type { Case, Target } from './cases.ts';
import { knownReason } from './known.ts';

/** How a case came out. Only `correct` counts as passed, and what is `left-out` is not counted at all. */
export interface Result {
  readonly name: string;
  readonly kind: Case['kind'];
  readonly outcome: 'correct' | 'wrong' | 'refused' | 'left-out';
  /** What is missing or too many, why rules were refused, why the case is left out. */
  readonly details: readonly string[];
  readonly milliseconds: number;
}

export async function evaluate(one: Case): Promise<Result> {
  const start = performance.now();
  const { outcome, details } = await judged(one);
  return { name: one.name, kind: one.kind, outcome, details, milliseconds: Math.round(performance.now() - start) };
}

type Judged = Pick<Result, 'outcome' | 'details'>;

async function judged(one: Case): Promise<Judged> {
  const reason = knownReason(one.name);
  if (reason !== undefined) return { outcome: 'left-out', details: [reason] };
  if (one.targets.length === 0) return { outcome: 'left-out', details: ['there is no target'] };
  const details: string[] = [];
  let ran = 0;
  for (const target of one.targets) {
    const outcome = await runTarget(one, target);
    if (outcome.outcome === 'refused') return outcome;
    if (outcome.outcome === 'left-out') continue;
    ran++;
    details.push(...outcome.details);
  }
  if (ran === 0) return { outcome: 'left-out', details: ['it is for other languages'] };
  return { outcome: details.length === 0 ? 'correct' : 'wrong', details };
}

const ruleFile = 'rules.yaml';

async function runTarget(one: Case, target: Target): Promise<Judged> {
  try {
    return judgeTarget(one, target, await reportOn(one, target));
  } catch (error) {
    return {
      outcome: 'wrong',
      details: [`${target.name}: crash: ${(error as Error).stack?.split('\n').slice(0, 3).join(' ') ?? String(error)}`],
    };
  }
}

/** Semgrep's runner takes a target for the language of the rule whatever its ending; here the ending decides, so it is changed. */
async function reportOn(one: Case, { name, text }: Target): Promise<Report> {
  const endings = [name, `${name}.js`, `${name}.tsx`, `${name}.ts`, `${name}.json`, `${name}.yaml`];
  const candidates = /\.(jsx?|tsx?|mjs|cjs|mts|cts)$/.test(name) ? endings.slice(0, 4) : [name];
  let report: Report | undefined;
  for (const path of candidates) {
    report = await checkTexts([{ path: ruleFile, text: one.rules, semgrep: 'named' }], { [path]: text });
    if (report.policies.some(({ verdicts }) => verdicts.vacuous === 0)) return report;
  }
  return report!;
}

function judgeTarget(one: Case, target: Target, report: Report): Judged {
  const stopping = report.problems.filter(
    ({ kind }) => kind === 'policy' || kind === 'configuration' || kind === 'refused-rule',
  );
  if (stopping.length > 0) return { outcome: 'refused', details: unique(stopping.map(({ message }) => message)) };
  if (report.policies.every(({ verdicts }) => verdicts.vacuous > 0)) return { outcome: 'left-out', details: [] };
  const annotations = one.isPattern ? patternAnnotations(target.text) : ruleAnnotations(target.text);
  const different = [
    // Targets of fixes of patterns have no annotations.
    ...(one.isPattern && target.fixed !== undefined ? [] : differences(annotations, report, one.isPattern)),
    ...(target.fixed === undefined ? [] : fixDifference(target.text, target.fixed, report.findings)),
  ];
  const details = [...different, ...unread(report, different.length > 0 || annotations.expected.size === 0)];
  return {
    outcome: details.length === 0 ? 'correct' : 'wrong',
    details: details.map((detail) => `${target.name}: ${detail}`),
  };
}

/** What kept a check from finishing. A target with a mistake in it may still be matched as expected; where nothing is expected that means nothing. */
function unread({ problems }: Report, counted: boolean): readonly string[] {
  return problems
    .filter(({ kind }) => kind !== 'skipped-rule' && (counted || kind !== 'parse'))
    .map(({ message }) => message);
}

/** By rule where the annotations name the rules of the file; otherwise the lines alone, as Semgrep's core does it. */
function differences({ expected, tolerated, ids }: Annotations, report: Report, isPattern: boolean): readonly string[] {
  const rules = report.policies.map(({ info }) => info.id);
  const byRule = !isPattern && [...ids].every((id) => rules.some((rule) => isSame(rule, id)));
  if (!byRule) return difference('', union(expected), union(tolerated), linesOf(report.findings));
  return rules.flatMap((rule) => {
    const of = (lines: Annotations['expected']): ReadonlySet<number> =>
      union(new Map([...lines].filter(([id]) => isSame(rule, id))));
    const found = linesOf(report.findings.filter(({ policy }) => policy === rule));
    return difference(rules.length > 1 ? `${rule}: ` : '', of(expected), of(tolerated), found);
  });
}

/** Annotations may name a rule by its path as well. */
function isSame(rule: string, id: string): boolean {
  return rule === id || id.endsWith(`.${rule}`) || rule.endsWith(`.${id}`);
}

function difference(
  label: string,
  expected: ReadonlySet<number>,
  tolerated: ReadonlySet<number>,
  found: ReadonlySet<number>,
): readonly string[] {
  const missing = [...expected].filter((line) => !found.has(line));
  const extra = [...found].filter((line) => !expected.has(line) && !tolerated.has(line));
  return [
    ...(missing.length > 0 ? [`${label}missing ${missing.sort(ascending).join(', ')}`] : []),
    ...(extra.length > 0 ? [`${label}extra ${extra.sort(ascending).join(', ')}`] : []),
  ];
}

function linesOf(findings: readonly Finding[]): ReadonlySet<number> {
  return new Set(findings.map(({ place }) => place.region?.startLine ?? 1));
}

function union(lines: Annotations['expected']): ReadonlySet<number> {
  return new Set([...lines.values()].flatMap((set) => [...set]));
}

/** All fixes in the order of the text; one that overlaps an earlier one is left out, as Semgrep leaves it out. */
function fixDifference(text: string, fixed: string, findings: readonly Finding[]): readonly string[] {
  let end = 0;
  let result = '';
  for (const { fix } of findings) {
    if (!fix || fix.region.start < end) continue;
    result += text.slice(end, fix.region.start) + fix.text;
    end = fix.region.end;
  }
  result += text.slice(end);
  // Rules trim their fixes, and the files of patterns' fixes end in a line break.
  return result.trimEnd() === fixed.trimEnd() ? [] : [`fixed differently: ${firstDifference(result, fixed)}`];
}

function firstDifference(actual: string, expected: string): string {
  const lines = expected.split('\n');
  const at = actual.split('\n').findIndex((line, i) => line !== lines[i]);
  const shown = (text: string): string => JSON.stringify(text.split('\n')[at] ?? '');
  return at === -1 ? 'lines are missing at the end' : `line ${at + 1} is ${shown(actual)}, expected ${shown(expected)}`;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function ascending(a: number, b: number): number {
  return a - b;
}
