import type { JsonSchema } from '../../matches/matcher.ts';
import { severities } from '../../model/severity.ts';
import { orParameter } from './parameter.ts';
import {
  described,
  flag,
  glob,
  mapOf,
  metavariablePattern,
  oneOf,
  oneOrMany,
  permission,
  record,
  ref,
  text,
  word,
} from './parts.ts';

const verdicts = ['pass', 'fail', 'review', 'open', 'notApplicable', 'vacuous'];

/** What a policy says about itself. */
const information: Readonly<Record<string, JsonSchema>> = {
  id: described('The name of the policy, unique among all that are loaded.', word),
  title: described('One sentence that says what must be the case.', { ...text, minLength: 1 }),
  severity: described('How bad a fail is.', oneOf(severities)),
  confidence: described(
    'How sure a finding is; `low` gives at most the verdict `review`.',
    oneOf(['high', 'medium', 'low']),
  ),
  message: described('What a finding says, with `$NAME` placeholders; the title if it is left out.', text),
  description: described('Markdown: why it matters, assumptions, known false positives.', text),
  remedy: described('Markdown: what to do.', text),
  references: described('Addresses of further reading.', { type: 'array', items: text, title: 'a list' }),
  taxa: described(
    "Classes in taxonomies, e.g. `cwe: ['306']`.",
    mapOf({ type: 'array', items: text, title: 'a list' }),
  ),
  tags: described('Words that say what the policy is about.', { type: 'array', items: text, title: 'a list' }),
};

const relation: JsonSchema = {
  ...record({
    within: described('Every element of the first set is in the second.', pair()),
    equal: described('Both sets have the same elements.', pair()),
    disjoint: described('The sets have no element in common.', pair()),
    unique: described('No element of the set stands twice.', oneOrMany(text)),
  }),
  title: 'a relation between sets',
  minProperties: 1,
  maxProperties: 1,
};

function pair(): JsonSchema {
  return { type: 'array', items: text, minItems: 2, maxItems: 2, title: 'a list of two names of sets' };
}

/** How a policy judges. */
const judgement: Readonly<Record<string, JsonSchema>> = {
  subject: described('Every node that must be looked at.', ref('matcher')),
  when: described(
    'The condition under which the policy applies; about the subject where there is one.',
    ref('matcher'),
  ),
  require: { description: 'What every subject must satisfy; beside `sets`, how the sets relate.' },
  forbid: described('What no subject may satisfy; without `subject`, each match fails.', ref('matcher')),
  sets: described('Collections of values by name.', { ...mapOf(ref('set')), minProperties: 1 }),
  project: described('The workspace as a whole is the one subject.', { const: true }),
  except: described('Values or places left out by design, each with its reason.', {
    type: 'array',
    items: ref('exception'),
    title: 'a list',
  }),
  parameters: described('Typed parameters: JSON Schemas with defaults.', mapOf(ref('parameter-schema'))),
  directives: described('Whether comments in the source may exempt findings; `allow` if it is left out.', permission),
  unknown: described('What it means when a requirement cannot be decided statically.', oneOf(['review', 'fail'])),
  fix: described(
    'How a finding can be repaired.',
    record(
      { safe: flag, replace: described("The new text of the finding's region, with `$NAME` placeholders.", text) },
      ['replace'],
    ),
  ),
  examples: described('Tests and documentation of the policy.', {
    type: 'array',
    items: ref('example'),
    title: 'a list',
  }),
};

const exception: JsonSchema = {
  type: 'object',
  title: 'a map',
  properties: {
    files: described('Globs of the paths left out.', orParameter(oneOrMany(glob))),
    reason: described('Why they are left out.', { ...text, minLength: 1 }),
  },
  patternProperties: {
    [metavariablePattern]: orParameter(oneOrMany({ type: ['string', 'number', 'boolean'], title: 'a glob' })),
  },
  additionalProperties: false,
  required: ['reason'],
  if: { required: ['reason'] },
  then: {
    minProperties: 2,
    $comment: "An exception must say what it leaves out: values such as '$NAME: a', or 'files'.",
  },
};

export const example: JsonSchema = record(
  {
    name: described('What the example shows.', text),
    verdict: described('The worst verdict of all subjects.', oneOf(verdicts)),
    at: described(
      'The places found, as `path:line`; the path alone for a finding about a whole file.',
      oneOrMany({ type: 'string', minLength: 1, title: "a place such as 'src/a.ts:3'" }),
    ),
    'near-miss': described('It looks like the other outcome.', flag),
    files: described('The text of each file by its path.', { ...mapOf(text), minProperties: 1 }),
    untracked: described('Globs of files that git does not track.', oneOrMany(glob)),
  },
  ['name', 'verdict', 'files'],
);

export const policyDefinitions: Readonly<Record<string, JsonSchema>> = {
  exception,
  example,
  'parameter-schema': { ...ref('json-schema'), type: 'object', title: 'a JSON Schema (a map)' },
  'json-schema': { $ref: 'https://json-schema.org/draft/2020-12/schema' },
  set: described('The values that a matcher binds, or a list.', {
    if: { type: 'array' },
    then: {
      items: { type: ['string', 'number', 'boolean', 'null', 'array'], title: 'a scalar, or a list of scalars' },
    },
    else: orParameter(ref('set-matcher')),
  }),
};

/** Which keys make a form (policy-language.md, section 4). `$comment` is what an error says. */
const forms: readonly JsonSchema[] = [
  {
    if: { not: { anyOf: [{ required: ['require'] }, { required: ['forbid'] }] } },
    then: {
      required: ['forbid'],
      $comment: "A policy needs 'forbid', or 'require' with 'subject', 'sets' or 'project: true'.",
    },
  },
  {
    if: {
      required: ['require'],
      not: { anyOf: [{ required: ['subject'] }, { required: ['sets'] }, { required: ['project'] }] },
    },
    then: {
      required: ['subject'],
      $comment: "'require' does not say of what: 'subject', 'sets' or 'project: true' must stand beside it.",
    },
  },
  {
    if: { required: ['sets'] },
    then: { properties: { require: relation } },
    else: { properties: { require: ref('matcher') } },
  },
];

const excluded: Readonly<Record<string, JsonSchema>> = {
  require: { properties: { forbid: false } },
  sets: { properties: { forbid: false, project: false } },
  project: { properties: { forbid: false, subject: false, sets: false } },
};

export function policyBody(): JsonSchema {
  return {
    ...record({ ...information, ...judgement }, ['id', 'title', 'severity']),
    allOf: forms,
    dependentSchemas: excluded,
  };
}
