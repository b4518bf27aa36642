import { anything, either, keys, list, listOf, map, mapOf, oneOrMore, scalar, type Schema } from './schema.ts';

const env = either(map, scalar);
const permissions = either(
  keys(
    'actions artifact-metadata attestations checks code-quality contents deployments discussions id-token issues models packages pages ' +
      'pull-requests repository-projects security-events statuses copilot-requests vulnerability-alerts organization-packages metadata',
  ),
  scalar,
);
const concurrency = either(keys('group cancel-in-progress queue'), scalar);
const defaults = keys('', { run: keys('shell working-directory') });
const strategy = either(
  keys('fail-fast max-parallel', {
    // Its rows are the user's, and what is in them.
    matrix: either(mapOf(anything), scalar),
  }),
  scalar,
);
const container = keys('image options command entrypoint', {
  credentials: either(keys('username password'), scalar),
  env,
  ports: either(list, scalar),
  volumes: either(list, scalar),
});
// Steps that run beside others hold steps.
const step = keys(
  'id if name uses run working-directory shell continue-on-error timeout-minutes background wait-all cancel',
  {
    with: env,
    env,
    wait: oneOrMore(scalar),
    parallel: anything,
  },
);

const job = keys('name if timeout-minutes continue-on-error uses', {
  'runs-on': either(scalar, list, keys('group', { labels: oneOrMore(scalar) })),
  needs: oneOrMore(scalar),
  snapshot: either(keys('image-name version'), scalar),
  permissions,
  environment: either(keys('name url deployment'), scalar),
  outputs: map,
  env,
  defaults,
  steps: listOf(step),
  strategy,
  container: either(container, scalar),
  services: either(mapOf(either(container, scalar)), scalar),
  concurrency,
  with: env,
  secrets: env,
});

const names = oneOrMore(scalar);
/** Which of them count for an event GitHub knows; workflows write any of them beside any. */
const filters = {
  types: names,
  branches: names,
  'branches-ignore': names,
  tags: names,
  'tags-ignore': names,
  paths: names,
  'paths-ignore': names,
};
const input = keys('description deprecationMessage required default type', { options: list });
const others: Readonly<Record<string, Schema>> = {
  workflow_run: keys('', { ...filters, workflows: names }),
  workflow_call: keys('', {
    inputs: mapOf(input),
    outputs: mapOf(keys('description value')),
    secrets: mapOf(either(keys('description required'), scalar)),
  }),
  workflow_dispatch: keys('', { ...filters, inputs: mapOf(input) }),
  schedule: listOf(keys('cron timezone')),
  image_version: keys('', { names, versions: names }),
};
const filtered =
  'branch_protection_rule check_run check_suite create delete deployment deployment_status discussion discussion_comment fork gollum ' +
  'issue_comment issues label merge_group milestone page_build project project_card project_column public pull_request ' +
  'pull_request_comment pull_request_review pull_request_review_comment pull_request_target push registry_package release ' +
  'repository_dispatch status watch';
const events = Object.fromEntries([
  ...filtered.split(' ').map((name) => [name, either(keys('', filters), scalar)] as const),
  ...Object.entries(others).map(([name, schema]) => [name, either(schema, scalar)] as const),
]);

/** docs.github.com/actions/reference/workflows-and-actions/workflow-syntax */
export const workflow: Schema = keys('name run-name', {
  on: either(keys('', events), scalar, list),
  permissions,
  env,
  defaults,
  concurrency,
  jobs: mapOf(job),
});

/** docs.github.com/actions/reference/workflows-and-actions/metadata-syntax */
export const action: Schema = keys('name author description', {
  inputs: mapOf(either(keys('description deprecationMessage required default type', { options: list }), scalar)),
  outputs: mapOf(either(keys('description value'), scalar)),
  runs: keys('using main pre pre-if post post-if image entrypoint pre-entrypoint post-entrypoint', {
    steps: listOf(step),
    env,
    args: list,
  }),
  branding: keys('icon color'),
});
