import { holds } from './matches/constraint.ts';
import type { Scalar } from './model/document.ts';
import type { Check, Example, PolicyInfo, VerdictKind } from './model/policy.ts';
import type { Report } from './model/report.ts';
import { badness } from './model/verdict.ts';
import type { ExampleResult, LoadedPolicy } from './model/request.ts';
import type { RawDefinition } from './policies/definitions.ts';
import { compilePolicy, compileValueDefinition } from './policies/compile.ts';
import type { Definitions } from './policies/compiler.ts';
import { child, items } from './policies/source.ts';
import { judgeWorkspace, memoryWorkspace } from './scan.ts';

/** Runs the examples of one policy, each as a small workspace in memory. */
export async function runExamples({ check, examples }: LoadedPolicy): Promise<readonly ExampleResult[]> {
  const results: ExampleResult[] = [];
  for (const example of examples) results.push(await runExample(check, example));
  return results;
}

async function runExample(check: Check, example: Example): Promise<ExampleResult> {
  const report = await judgeWorkspace(memoryWorkspace(example.files, example.untracked), [check]);
  const actual = worst(report);
  const found = report.findings.map(({ place }) =>
    place.region ? `${place.path}:${place.region.startLine}` : place.path,
  );
  const missing = (example.at ?? []).filter((place) => !found.includes(place));
  const unexpected = example.at ? found.filter((place) => !example.at!.includes(place)) : [];
  return {
    policy: check.policy.id,
    example: example.name,
    outcome: outcomeOf(example.verdict, actual, missing.length + unexpected.length > 0),
    expected: example.verdict,
    actual,
    missing,
    unexpected,
    problems: report.problems,
  };
}

/** The worst of all subjects; with no verdict at all there was nothing to look at. */
function worst({ verdicts }: Report): VerdictKind {
  return verdicts.map(({ kind }) => kind).sort((a, b) => badness(b) - badness(a))[0] ?? 'vacuous';
}

function outcomeOf(expected: VerdictKind, actual: VerdictKind, placesDiffer: boolean): ExampleResult['outcome'] {
  if (expected === actual) return placesDiffer ? 'wrong' : 'ok';
  if (isFinding(actual) && !isFinding(expected)) return 'noisy';
  if (isFinding(expected) && !isFinding(actual)) return 'missing';
  return 'wrong';
}

function isFinding(kind: VerdictKind): boolean {
  return kind === 'fail' || kind === 'review';
}

/** A definition is tested as if it were forbidden: `fail` means that it matches. */
export async function runDefinitionExamples(
  definition: RawDefinition,
  definitions: Definitions,
): Promise<readonly ExampleResult[]> {
  if (definition.kind === 'value') return runValueExamples(definition, definitions);
  const { name, located, examples } = definition;
  const info: PolicyInfo = {
    id: name,
    title: name,
    severity: 'info',
    confidence: 'high',
    message: name,
    references: [],
    taxa: {},
    tags: [],
    path: located.origin.path,
  };
  const policy = { ...located, data: { id: name, forbid: { use: name } }, path: [] };
  const { check } = compilePolicy(policy, info, definitions);
  return check ? runExamples({ check, info, examples, enabled: true, notes: [] }) : [];
}

function runValueExamples({ name, located }: RawDefinition, definitions: Definitions): readonly ExampleResult[] {
  const constraint = compileValueDefinition(name, definitions);
  const examples = child(located, 'examples');
  if (examples.data === null) return [];
  return items(examples).map((example) => {
    const value = child(example, 'value').data as Scalar;
    const expected = child(example, 'verdict').data as VerdictKind;
    const answer = holds(constraint, { text: String(value), value }, {});
    const actual = answer === true ? 'fail' : answer === false ? 'pass' : 'review';
    const outcome = outcomeOf(expected, actual, false);
    const title = String(child(example, 'name').data);
    return { policy: name, example: title, outcome, expected, actual, missing: [], unexpected: [], problems: [] };
  });
}
