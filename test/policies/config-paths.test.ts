import { expect, test } from 'vitest';
import { anchors } from '../../engine/matches/all.ts';
import { assemblePolicies } from '../../engine/policies/assemble.ts';
import { compilePolicy } from '../../engine/policies/compile.ts';
import { lookUp } from '../../engine/policies/definitions.ts';

const head = 'id: a\ntitle: A title\nseverity: high\n';
const workflow = "config: '**/*.yml', document-kind: github-workflow";
const compose = "config: '**/*.yml', document-kind: compose";
const kubernetes = "config: '**/*.yaml', document-kind: kubernetes";

/** `level “text at fault” message` of each problem. */
function said(text: string, definition?: string): readonly string[] {
  const files = [
    { path: 'pack.yaml', text: 'name: p\nversion: 1.0.0\n' },
    { path: 'a.yaml', text: head + text },
    ...(definition === undefined ? [] : [{ path: 'definitions/d.yaml', text: definition }]),
  ];
  const assembled = assemblePolicies({ packs: [{ files }], anchors });
  const lookup = lookUp(assembled.definitions);
  const compiled = assembled.policies.map(({ policy, info }) => compilePolicy(policy, info, lookup));
  const problems = [...assembled.problems, ...compiled.flatMap((one) => one.problems)];
  expect(compiled.map(({ check }) => check !== undefined)).toEqual([problems.every(({ level }) => level !== 'error')]);
  const lines = (head + text).split('\n');
  return problems.map(({ level, message, region }) => {
    const { startLine, startColumn, endColumn } = region!;
    return `${level} ${lines[startLine - 1]?.slice(startColumn - 1, endColumn - 1)}: ${message}`;
  });
}

const inKubernetes = "In a document of the kind 'kubernetes' there can be no";
const inWorkflow = "In a document of the kind 'github-workflow' there can be no";

test.each<[policy: string, at: string, message: string]>([
  [
    `forbid: {${workflow}, path: jobs.$JOB.stepz}`,
    'jobs.$JOB.stepz',
    `${inWorkflow} 'stepz' at 'jobs.$JOB'. Did you mean 'steps'?`,
  ],
  [
    `forbid: {${workflow}, path: on.pull_request_targt}`,
    'on.pull_request_targt',
    `${inWorkflow} 'pull_request_targt' at 'on'. Did you mean 'pull_request_target'?`,
  ],
  [
    `forbid: {${workflow}, path: jobs.*.timeoutMinutes}`,
    'jobs.*.timeoutMinutes',
    `${inWorkflow} 'timeoutMinutes' at 'jobs.*'. Did you mean 'timeout-minutes'?`,
  ],
  [`forbid: {${workflow}, path: job.build.steps}`, 'job.build.steps', `${inWorkflow} 'job'. Did you mean 'jobs'?`],
  [
    `forbid: {${workflow}, path: 'jobs.*.{if,nedes}'}`,
    "'jobs.*.{if,nedes}'",
    `${inWorkflow} 'nedes' at 'jobs.*'. Did you mean 'needs'?`,
  ],
  [
    `forbid: {${workflow}, path: 'concurrency.grp*'}`,
    "'concurrency.grp*'",
    `${inWorkflow} 'grp*' at 'concurrency': there can be 'cancel-in-progress', 'group', 'queue'.`,
  ],
  [
    `forbid: {${workflow}, path: jobs.*.runs-on.**.lables}`,
    'jobs.*.runs-on.**.lables',
    `${inWorkflow} 'lables' at 'jobs.*.runs-on.**'. Did you mean 'labels'?`,
  ],
  [`forbid: {${workflow}, path: name.$X}`, 'name.$X', `${inWorkflow} '$X' at 'name': there is a single value.`],
  [
    `forbid: {${workflow}, path: jobs.*.steps.uses}`,
    'jobs.*.steps.uses',
    `${inWorkflow} 'uses' at 'jobs.*.steps': there is a list.`,
  ],
  [
    `forbid: {${workflow}, jsonpath: '$.jobs.*.steps[*].usess'}`,
    "'$.jobs.*.steps[*].usess'",
    `${inWorkflow} 'usess' at '$.jobs[*].steps[*]'. Did you mean 'uses'?`,
  ],
  [
    `forbid: {${workflow}, jsonpath: "$.jobs[?@.if]['uses','wiht']"}`,
    `"$.jobs[?@.if]['uses','wiht']"`,
    `${inWorkflow} 'wiht' at '$.jobs[?@.if]'. Did you mean 'with'?`,
  ],
  [`forbid: {${workflow}, jsonpath: '$.jobs[0]'}`, "'$.jobs[0]'", `${inWorkflow} '[0]' at '$.jobs': there is a map.`],
  [
    `forbid: {${workflow}, jsonpath: '$.jobs.*.runs-on..lables'}`,
    "'$.jobs.*.runs-on..lables'",
    `${inWorkflow} 'lables' at '$.jobs[*][\'runs-on\']'. Did you mean 'labels'?`,
  ],
  // Relative paths start where the subject may stand.
  [
    `subject: {${workflow}, path: jobs.$JOB}\nrequire: {path: permisions}`,
    'permisions',
    `${inWorkflow} 'permisions'. Did you mean 'permissions'?`,
  ],
  [
    `subject: {${workflow}, path: jobs.$JOB.steps.*}\nrequire: {not: {path: ^.step}}`,
    '^.step',
    `${inWorkflow} 'step' at '^'. Did you mean 'steps'?`,
  ],
  [`subject: {${workflow}, path: jobs}\nrequire: {path: ^.^.x}`, '^.^.x', `'^.^' leads out of the document.`],
  [
    `subject: {${workflow}, path: jobs.$JOB}\nrequire: {first: [permissions, ^.^.permision, {default: x}]}`,
    '^.^.permision',
    `${inWorkflow} 'permision' at '^.^'. Did you mean 'permissions'?`,
  ],
  [
    `subject: {${workflow}, path: jobs.*.runs-on}\nrequire: {has: {path: lables}}`,
    'lables',
    `${inWorkflow} 'lables': there is a list.`,
  ],
  [
    `forbid: {${workflow}, path: defaults.run.shell, inside: {path: jobz}}`,
    'jobz',
    `${inWorkflow} 'jobz'. Did you mean 'jobs'?`,
  ],
  [
    `forbid: {${workflow}, path: jobs.$JOB, any: [{path: if}, {path: iff}]}`,
    'iff',
    `${inWorkflow} 'iff'. Did you mean 'if'?`,
  ],
  [
    `forbid: {${workflow}, path: jobs.$JOB, exists: {${compose}, path: servces}}`,
    'servces',
    "In a document of the kind 'compose' there can be no 'servces'. Did you mean 'services'?",
  ],
  [
    `subject: [{${workflow}, path: name}, {${compose}, path: version}]\nrequire: {path: ^.jobz}`,
    '^.jobz',
    "In a document of the kind 'github-workflow' or 'compose' there can be no 'jobz' at '^'. Did you mean 'jobs'?",
  ],
  // Of Kubernetes only the kinds that are named are known.
  [
    `subject: {${kubernetes}, all: [{path: kind, value: {enum: [Deployment, StatefulSet]}}]}\nrequire: {path: spec.template.spec.hostnetwork}`,
    'spec.template.spec.hostnetwork',
    `${inKubernetes} 'hostnetwork' at 'spec.template.spec'. Did you mean 'hostNetwork'?`,
  ],
  [
    `subject: {${kubernetes}}\nwhen: {path: kind, value: Service}\nrequire: {path: spec.template}`,
    'spec.template',
    `${inKubernetes} 'template' at 'spec': there can be 'allocateLoadBalancerNodePorts', 'clusterIP', 'clusterIPs', 'externalIPs', 'externalName', 'externalTrafficPolicy', 'healthCheckNodePort', 'internalTrafficPolicy', 'ipFamilies', 'ipFamily', 'ipFamilyPolicy', 'loadBalancerClass' ….`,
  ],
  [
    `subject: {${kubernetes}}\nwhen: {path: kind, value: List}\nrequire: {path: items.*.kind.x}`,
    'items.*.kind.x',
    `${inKubernetes} 'x' at 'items.*.kind': there is a single value.`,
  ],
])('%s', (policy, at, message) => {
  expect(said(policy)).toEqual([`error ${at}: ${message}`]);
});

test.each([
  // What is in there is the user's.
  `forbid: {${workflow}, path: jobs.*.strategy.matrix.node.*.version}`,
  `forbid: {${workflow}, path: jobs.*.services.$S.image}`,
  `forbid: {${workflow}, path: jobs.*.with.stepz}`,
  `forbid: {${compose}, path: x-common.anything}`,
  `forbid: {${compose}, path: services.*.deploy.x-y.z}`,
  `forbid: {${compose}, path: '**.imagee'}`,
  `forbid: {config: '**/*.json', document-kind: tsconfig, path: vueCompilerOptions.strictTemplates}`,
  `forbid: {config: '**/.npmrc', document-kind: npmrc, path: registri}`,
  `forbid: {${kubernetes}, path: spec.rules.*.match.any.*.resources}`,
  `subject: {${kubernetes}, any: [{path: kind, value: Deployment}, {path: kind, value: Rollout}]}\nrequire: {path: spec.canary}`,
  `subject: {${kubernetes}}\nwhen: {path: kind, value: {enum: [Deployment, Rollout]}}\nrequire: {path: spec.canary}`,
  // Nothing says what the documents are.
  "forbid: {config: '**/*.yml', path: jobs.*.stepz}",
  "forbid: {config: ['**/.github/workflows/*.yml', 'x.yml'], path: jobs.*.stepz}",
  "subject: {config: '**/*.yml', path: jobs.$JOB}\nrequire: {path: stepz}",
  // How far a step goes nobody knows before it is made.
  `forbid: {${workflow}, path: jobs.*.steps.*, follows: {path: usess}}`,
  `forbid: {${workflow}, path: '**.run', all: [{path: ^.^.^.nme}]}`,
  // Unions, indices, and the ends of lists.
  `forbid: {${workflow}, path: jobs.*.runs-on.-1}`,
  `forbid: {${workflow}, path: jobs.*.runs-on.labels.0}`,
  `forbid: {${workflow}, jsonpath: '$.jobs[*].steps[0:2][?@.with.x == 1].with..x'}`,
  "forbid: {config: '**/Dockerfile', document-kind: dockerfile, path: stages.-1.instructions.*.args.0}",
])('nothing is said of %s', (policy) => {
  expect(said(policy)).toEqual([]);
});

test('a kind that only the globs say makes it a warning, and the policy runs', () => {
  const message = (kind: string, rest: string) => `In a document of the kind '${kind}' there can be no ${rest}`;
  expect(said("forbid: {config: '**/.github/workflows/*.{yml,yaml}', path: jobs.*.stepz}")).toEqual([
    `warning jobs.*.stepz: ${message('github-workflow', "'stepz' at 'jobs.*'. Did you mean 'steps'?")}`,
  ]);
  expect(
    said("subject: {config: ['**/tsconfig.json', 'a/tsconfig.${NAME}.json']}\nrequire: {path: compilerOptions.strct}"),
  ).toEqual([
    `warning compilerOptions.strct: ${message('tsconfig', "'strct' at 'compilerOptions'. Did you mean 'strict'?")}`,
  ]);
  expect(said("subject: {file: 'packages/*/package.json'}\nrequire: {path: devEngines.runtim}")).toEqual([
    `warning devEngines.runtim: ${message('package-json', "'runtim' at 'devEngines'. Did you mean 'runtime'?")}`,
  ]);
});

test('a definition is made for several kinds; what its own paths begin with is checked', () => {
  const examples = 'examples: [{name: x, verdict: fail, files: {a.yml: "a: 1"}}]\n';
  expect(said(`forbid: {${workflow}, use: d}\n`, `matcher: {path: stepz}\n${examples}`)).toEqual([]);
  expect(
    said('subject: {use: d}\nrequire: {path: usess}', `matcher: {${workflow}, path: jobs.*.steps.*}\n${examples}`),
  ).toEqual([`error usess: ${inWorkflow} 'usess'. Did you mean 'uses'?`]);
});
