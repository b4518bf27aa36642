import { expect } from 'vitest';
import type { Report } from '../../engine/model/report.ts';
import type { Place } from '../../engine/model/region.ts';
import { sql } from '../../engine/documents/sql/sql.ts';
import { anchors } from '../../engine/matches/all.ts';
import { assemblePolicies } from '../../engine/policies/assemble.ts';
import { compilePolicy } from '../../engine/policies/compile.ts';
import { lookUp } from '../../engine/policies/definitions.ts';
import { judgeWorkspace, memoryWorkspace } from '../../engine/scan.ts';
import type { Check } from '../../engine/model/policy.ts';
import type { Problem } from '../../engine/model/problem.ts';

export interface CompiledText {
  readonly checks: readonly Check[];
  readonly problems: readonly Problem[];
}

/** One policy file, compiled as the engine compiles it; `definitions` are texts of definition files by name. */
export async function compileText(
  policy: string,
  definitions: Readonly<Record<string, string>> = {},
): Promise<CompiledText> {
  await sql.load?.();
  const files = [
    { path: 'pack.yaml', text: 'name: test\nversion: 0.1.0\nlanguage: 1\n' },
    { path: 'policy.yaml', text: policy },
    ...Object.entries(definitions).map(([name, text]) => ({ path: `definitions/${name}.yaml`, text })),
  ];
  const assembled = assemblePolicies({ packs: [{ files }], anchors });
  const lookup = lookUp(assembled.definitions);
  const compiled = assembled.policies.map(({ policy: raw, info }) => compilePolicy(raw, info, lookup));
  return {
    checks: compiled.flatMap(({ check }) => (check ? [check] : [])),
    problems: [...assembled.problems, ...compiled.flatMap(({ problems }) => problems)],
  };
}

/** What is wrong with a policy, as lines a person can check. */
export async function problemsOf(
  policy: string,
  definitions: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { problems } = await compileText(policy, definitions);
  return problems.map(({ message, region }) => `${region?.startLine}:${region?.startColumn} ${message}`);
}

/** The whole report of one policy over files in memory; with problems of kind `policy` nothing was judged. */
export async function checkText(policy: string, files: Readonly<Record<string, string>>): Promise<Report> {
  const { checks, problems } = await compileText(policy);
  const report = await judgeWorkspace(memoryWorkspace(files), problems.length > 0 ? [] : checks);
  return { ...report, problems: [...problems, ...report.problems] };
}

/** Every verdict of one policy over files in memory, as lines a person can check. */
export async function verdictsOf(
  policy: string,
  files: Readonly<Record<string, string>>,
  definitions: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { checks, problems } = await compileText(policy, definitions);
  expect(problems).toEqual([]);
  const report = await judgeWorkspace(memoryWorkspace(files), checks);
  const crashes = report.problems.filter(({ kind }) => kind === 'crash').map(({ message }) => message);
  const lines = report.verdicts.map((verdict) => {
    const finding = report.findings.find((item) => item.place === verdict.place);
    const parts = [
      `${verdict.kind} ${at(verdict.place)}`.trim(),
      ...(verdict.examined === undefined ? [] : [`examined ${verdict.examined}`]),
      ...(finding ? [finding.message] : []),
      ...verdict.causes.map(({ kind, message }) => `${kind}: ${message}`),
      ...verdict.evidence.map(({ message, place }) => `[${[at(place), message].filter(Boolean).join(' ')}]`),
    ];
    return parts.join(' | ');
  });
  return [...crashes, ...lines];
}

function at(place: Place | undefined): string {
  if (!place) return '';
  return place.region ? `${place.path}:${place.region.startLine}:${place.region.startColumn}` : place.path;
}
