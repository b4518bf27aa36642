import type { ConfigNode } from '../../../model/document.ts';
import type { DocumentView } from '../../matcher.ts';
import { withDefaults } from './defaults.ts';
import type { Default, EffectiveKind } from './kind.ts';
import { cameBy, childOf, copyOf, put, unwritten, type Effective } from './node.ts';
import { doubted, overlay, type Rules } from './overlay.ts';

/** What jobs take from their workflow and steps from both, and what GitHub takes where nothing is written. */
export const workflow: EffectiveKind = {
  kind: 'github-workflow',
  configurations: (root, here) => {
    const all = copyOf(root, { home: here, here, via: [] });
    for (const job of childOf(all, 'jobs')?.children ?? []) if (job.type === 'map') fillJob(job, root, here);
    return [withDefaults(all, defaults, here)];
  },
};

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax: `permissions`, `env`, `defaults`. */
function fillJob(job: Effective, root: ConfigNode, here: DocumentView): void {
  const above = at(root, 'permissions');
  if (!childOf(job, 'permissions'))
    put(job, 'permissions', above ? taken(above, fromWorkflow, here) : decidedElsewhere(job, here));
  layUnder(job, 'env', at(root, 'env'), fromWorkflow, here);
  layUnder(job, 'defaults', at(root, 'defaults'), fromWorkflow, here);
  for (const step of childOf(job, 'steps')?.children ?? []) if (step.type === 'map') fillStep(step, job, here);
}

const fromWorkflow = 'The job takes it from the workflow.';
const fromJob = 'The step takes it from its job.';

function fillStep(step: Effective, job: Effective, here: DocumentView): void {
  layUnder(step, 'env', childOf(job, 'env'), fromJob, here);
  if (!childOf(step, 'run')) return;
  const run = childOf(childOf(job, 'defaults'), 'run');
  for (const child of run?.children ?? []) {
    const key = String(child.key);
    if (!childOf(step, key)) put(step, key, taken(child, fromJob, here));
  }
  if (!childOf(step, 'shell') && run?.unknown === undefined) put(step, 'shell', shellOf(step, job, here));
}

/** Neither the job nor the workflow says anything: the token may do what the repository's settings say. */
function decidedElsewhere(job: Effective, here: DocumentView): Effective {
  const message =
    'Neither the job nor the workflow says which permissions the token has: the settings of the repository decide.';
  const node = doubted(unwritten(null, job, 'permissions', here, { message }), { message });
  node.mayBe = true;
  return node;
}

function at(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return node?.children.findLast((child) => child.key === key);
}

/** A copy, which belongs to where it is taken; what it was taken from may itself be taken from further above. */
function taken(from: ConfigNode, message: string, here: DocumentView): Effective {
  const via = 'via' in from ? (from as Effective).via : [];
  return cameBy(copyOf(from, { home: here, here, via }), { message }, here);
}

const entryByEntry: Rules = () => 'merge';

function layUnder(
  node: Effective,
  key: string,
  from: ConfigNode | undefined,
  message: string,
  here: DocumentView,
): void {
  if (!from) return;
  const own = childOf(node, key);
  const low = taken(from, message, here);
  put(node, key, own ? overlay(low, own, entryByEntry) : low);
}

/** Without one it is that of the machine: bash, on Windows PowerShell. What kind of machine is asked for, labels say only of GitHub's own. */
function shellOf(step: Effective, job: Effective, here: DocumentView): Effective {
  const labels = childOf(job, 'runs-on');
  const label = labels?.type === 'scalar' && labels.unknown === undefined ? String(labels.value) : '';
  const shell = /^(?:ubuntu|macos)-/.test(label) ? 'bash' : label.startsWith('windows-') ? 'pwsh' : undefined;
  const message =
    shell === undefined
      ? 'Without a shell it is that of the machine, and which kind of machine that is cannot be told.'
      : `It is the shell of '${label}' where none is said.`;
  const node = unwritten(shell ?? null, step, 'shell', here, { message });
  return shell === undefined ? doubted(node, { message }) : node;
}

/** What the token may do, if a job or workflow lists some of it: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
const scopes = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
];

/** What GitHub documents for jobs and steps that do not say it. */
const defaults: readonly Default[] = [
  ...(
    [
      [['jobs', '*', 'timeout-minutes'], 360],
      [['jobs', '*', 'continue-on-error'], false],
      [['jobs', '*', 'steps', '*', 'continue-on-error'], false],
    ] as const
  ).map(([keys, value]) => ({ keys, value, because: `It is GitHub's default of '${keys.at(-1)!}'.` })),
  ...scopes.map((scope) => ({
    keys: ['jobs', '*', 'permissions', scope],
    value: 'none',
    because: 'What a list of permissions leaves out the token does not have.',
  })),
];
