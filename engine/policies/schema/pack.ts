import type { JsonSchema } from '../../matches/matcher.ts';
import { described, mapOf, record, ref, text, word } from './parts.ts';

export const profiles = ['essential', 'recommended', 'all'] as const;
export type Profile = (typeof profiles)[number];

const ids: JsonSchema = {
  if: { type: 'string' },
  then: { const: '*' },
  else: { type: 'array', items: word, title: "a list of policies, or '*'" },
};

export const pack: JsonSchema = record(
  {
    name: described('The name of the pack.', word),
    version: described('The version of the pack, e.g. 1.2.0.', {
      type: 'string',
      pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$',
      title: "a version such as '1.2.0'",
    }),
    language: described('The version of the policy language it is written in.', { const: 1 }),
    description: described('Markdown: what the pack is about.', text),
    parameters: described(
      'Parameters that all policies and definitions of the pack may use.',
      mapOf(ref('parameter-schema')),
    ),
    profiles: described(
      "The policies of each profile: a list of ids, or '*' for all.",
      record(
        Object.fromEntries(
          profiles.map((profile) => [profile, described(`Policies of the profile '${profile}'.`, ids)]),
        ),
      ),
    ),
  },
  ['name', 'version'],
);
