import { runDefinitionExamples, runExamples } from './example-run.ts';
import type { Problem } from './model/problem.ts';
import type { ExampleResult, LoadedPolicy, PolicySet, Request } from './model/request.ts';
import { lookUp } from './policies/definitions.ts';
import { compiledSet } from './policy-set.ts';

export { newBaseline, type NewBaseline } from './baseline-write.ts';
export { describeFiles, type FileList, type ListedFile } from './file-list.ts';
export { kindOf } from './files/workspace.ts';
export { writeAtomic } from './files/write.ts';
export type { Finding, FileReport, PolicyReport, Report } from './model/report.ts';
export { outcome } from './model/outcome.ts';
export type { Example, PolicyInfo, Severity, VerdictKind } from './model/policy.ts';
export type { Problem } from './model/problem.ts';
export type { Frame, Place, Region } from './model/region.ts';
export type { ExampleResult, LoadedPolicy, PolicySet, Progress, Request } from './model/request.ts';
export { severities } from './model/severity.ts';
export type { Evidence, Verdict } from './model/verdict.ts';
export { starterFiles } from './policies/starter.ts';
export { formats } from './reports/all.ts';
export type { Format, FormatOptions } from './reports/format.ts';
export { check, checkTexts, version } from './scan.ts';
export { UsageError } from './usage-error.ts';

/** All policies that the request means, resolved and compiled, with what is wrong with them. */
export async function loadPolicies(request: Request): Promise<PolicySet> {
  const { definitions: _definitions, lent: _lent, sql: _sql, ...set } = await compiledSet(request);
  return set;
}

/** The same, and advice: what is allowed but should be better. */
export async function lintPolicies(request: Request): Promise<PolicySet> {
  const set = await loadPolicies(request);
  return { ...set, problems: [...set.problems, ...set.policies.filter(isOurs).flatMap(adviceFor)] };
}

/** Rules of Semgrep's cannot have examples: their tests lie beside them. */
function isOurs({ info }: LoadedPolicy): boolean {
  return info.dialect === undefined;
}

function adviceFor({ info, examples }: LoadedPolicy): readonly Problem[] {
  const kinds = new Set(examples.map(({ verdict }) => verdict));
  const advice = [
    ...(examples.length === 0 ? ['has no examples; they are its tests'] : []),
    ...(examples.length > 0 && !kinds.has('fail') && !kinds.has('review') ? ['has no example that fails'] : []),
    ...(examples.length > 0 && !kinds.has('pass') ? ['has no example that passes'] : []),
    ...(info.remedy === undefined ? ['does not say what to do (remedy)'] : []),
  ];
  return advice.map((what) => ({
    kind: 'policy',
    level: 'warning',
    message: `The policy '${info.id}' ${what}.`,
    path: info.path,
    ...(info.region && { region: info.region }),
  }));
}

/** Runs the examples of all policies in force and of their packs' definitions. */
export async function testPolicies(request: Request): Promise<{ set: PolicySet; results: readonly ExampleResult[] }> {
  const { definitions, lent, sql: _sql, ...set } = await compiledSet(request);
  const lookup = lookUp(new Map(definitions.map((definition) => [definition.name, definition])));
  const results: ExampleResult[] = [];
  for (const policy of set.policies.filter(({ enabled }) => enabled)) results.push(...(await runExamples(policy)));
  for (const definition of definitions.filter(({ located }) => !lent.has(located.origin.path)))
    results.push(...(await runDefinitionExamples(definition, lookup)));
  return { set, results };
}
