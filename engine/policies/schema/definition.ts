import type { JsonSchema } from '../../matches/matcher.ts';
import { example } from './policy.ts';
import { described, listOf, oneOf, record, ref, text, word } from './parts.ts';

/** An example of a value definition shows one value instead of files. */
const valueExample: JsonSchema = record(
  {
    name: described('What the example shows.', text),
    value: { description: 'The value.' },
    verdict: verdictOfDefinition(),
  },
  ['name', 'value', 'verdict'],
);

function verdictOfDefinition(): JsonSchema {
  return described(
    '`fail` if the definition matches, `pass` if it does not: as if the definition were forbidden.',
    oneOf(['fail', 'pass']),
  );
}

const definitionExample: JsonSchema = { if: { required: ['value'] }, then: valueExample, else: example };

/** A named matcher or value, or more alternatives for one that exists. */
export const definition: JsonSchema = {
  ...record({
    name: described('The name of the file without its ending.', word),
    description: described('Markdown: what it means, and what it does not cover.', text),
    matcher: described('A matcher that `use` stands for.', ref('matcher')),
    value: described('A constraint that `use` stands for where a value is constrained.', ref('constraint')),
    // Matchers or constraints: that depends on the definition, which is known only when all packs are loaded.
    extend: described('More alternatives for the definition of this name.', listOf({})),
    examples: described('Tests of the definition.', { type: 'array', items: definitionExample, title: 'a list' }),
  }),
  allOf: [
    {
      if: { not: { anyOf: [{ required: ['matcher'] }, { required: ['value'] }, { required: ['extend'] }] } },
      then: { required: ['matcher'], $comment: "A definition needs 'matcher', 'value' or 'extend'." },
    },
  ],
  dependentSchemas: {
    matcher: { properties: { value: false, extend: false } },
    value: { properties: { extend: false } },
  },
};
