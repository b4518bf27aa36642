import type { AnchorEntry } from '../matches/matcher.ts';
import type { Json } from '../model/document.ts';
import type { Example, PolicyInfo } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Candidate } from './candidates.ts';
import type { PolicyOverride } from './configuration.ts';
import type { RawPolicy } from './load.ts';
import { declaredParameters, noParameters, overriddenParameters, substitute, type Parameters } from './parameters.ts';
import { examplesOf, policyInfo } from './policy-info.ts';
import { schemasOf } from './schemas-in-use.ts';
import { foreignProblem, readRule, type ReadRule } from './semgrep/rule.ts';
import { entries, isMap } from './source.ts';
import { validate } from './validate.ts';

/** A policy ready to be compiled: valid, its parameters written out, with what the configuration says of it. */
export interface ResolvedPolicy {
  readonly policy: RawPolicy;
  readonly info: PolicyInfo;
  readonly examples: readonly Example[];
  readonly enabled: boolean;
  /** Why it is off or changed. */
  readonly notes: readonly string[];
  /** Of a Semgrep rule: what was read of it. */
  readonly rule?: ReadRule;
}

export interface Resolution {
  /** Absent when there are problems. */
  readonly policy?: ResolvedPolicy;
  readonly problems: readonly Problem[];
}

/** Validates a policy, writes its parameters out and applies what the configuration says of it. */
export function resolvePolicy(
  candidate: Candidate,
  override: PolicyOverride | undefined,
  anchors: readonly AnchorEntry[],
): Resolution {
  if (candidate.policy.dialect === 'semgrep') return resolveRule(candidate, override);
  const expectation = { schema: schemasOf(anchors).policy, noun: 'A policy' };
  const { policy, pack, id } = candidate;
  const invalid = validate(policy, expectation);
  if (invalid.length > 0) return { problems: invalid };
  const own = declaredParameters(policy);
  const declared = new Map([...pack.parameters, ...own.parameters]);
  const values = override
    ? overriddenParameters(declared, override.parameters, id)
    : { parameters: declared, problems: [] };
  const substituted = substituteJudgement(policy, values.parameters);
  const problems = [...own.problems, ...values.problems, ...substituted.problems];
  if (problems.length > 0) return { problems };
  // A value may be valid for its parameter and yet not fit where it is used.
  const misfits = substituted.changed ? validate(substituted.policy, expectation) : [];
  if (misfits.length > 0) return { problems: misfits };
  const resolved = withOverride(substituted.policy, policyInfo(policy), candidate, override);
  return { policy: { ...resolved, examples: examplesOf(policy) }, problems: [] };
}

/** What is wrong with a rule comes out when it is compiled: unlike a policy of ours it may be left out by whoever selects. */
function resolveRule(candidate: Candidate, override: PolicyOverride | undefined): Resolution {
  const { policy, id } = candidate;
  const rule = readRule(policy, id, policy.pack);
  const { problems } = override ? overriddenParameters(noParameters, override.parameters, id) : { problems: [] };
  const resolved = withOverride(policy, rule.info, candidate, override);
  return { policy: { ...resolved, rule }, problems: [...foreignProblem(policy, rule), ...problems] };
}

/** The keys whose values judge; `{param: …}` means nothing in the others, such as the files of an example. */
const judging = ['subject', 'when', 'require', 'forbid', 'sets', 'except', 'fix'];

interface SubstitutedPolicy {
  readonly policy: RawPolicy;
  readonly changed: boolean;
  readonly problems: readonly Problem[];
}

function substituteJudgement(policy: RawPolicy, parameters: Parameters): SubstitutedPolicy {
  const results = entries(policy)
    .filter(([key]) => judging.includes(key))
    .map(([key, located]) => [key, substitute(located, parameters)] as const);
  const replaced: Record<string, Json> = Object.fromEntries(results.map(([key, { data }]) => [key, data]));
  return {
    policy: { ...policy, data: isMap(policy.data) ? { ...policy.data, ...replaced } : policy.data },
    changed: results.some(([, { changed }]) => changed),
    problems: results.flatMap(([, { problems }]) => problems),
  };
}

function withOverride(
  policy: RawPolicy,
  info: PolicyInfo,
  { pack, leftOutOf }: Candidate,
  override: PolicyOverride | undefined,
): ResolvedPolicy {
  const { severity = info.severity, directives } = override ?? {};
  return {
    policy,
    info: { ...info, severity, ...(directives && { directives }) },
    examples: [],
    enabled: override?.enabled ?? leftOutOf === undefined,
    notes: [
      ...(leftOutOf === undefined
        ? []
        : [`not in the profile '${leftOutOf}'${pack.name === undefined ? '' : ` of the pack '${pack.name}'`}`]),
      ...(override ? overrideNotes(override, info.severity) : []),
    ],
  };
}

function overrideNotes(override: PolicyOverride, before: string): readonly string[] {
  const { enabled, severity, directives, parameters, located } = override;
  const by = `in ${located.origin.path}`;
  const names = entries(parameters).map(([name]) => `'${name}'`);
  return [
    ...(enabled === undefined ? [] : [`switched ${enabled ? 'on' : 'off'} ${by}`]),
    ...(severity === undefined || severity === before ? [] : [`severity '${severity}' instead of '${before}' ${by}`]),
    ...(directives === undefined
      ? []
      : [`comments that exempt ${directives === 'allow' ? 'allowed' : 'forbidden'} ${by}`]),
    ...(names.length === 0 ? [] : [`${names.length === 1 ? 'parameter' : 'parameters'} ${names.join(', ')} set ${by}`]),
  ];
}
