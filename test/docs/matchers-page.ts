import { anchors } from '../../engine/matches/all.ts';
import { ownKeywords } from '../../engine/matches/constraint.ts';
import type { Anchor, JsonSchema } from '../../engine/matches/matcher.ts';
import { ATTRIBUTES, type AttributeType } from '../../engine/matches/schema/attributes.ts';
import { policySchema } from '../../engine/policies/schema.ts';
import { descriptionOf, propertiesOf, typeOf } from './json-schema.ts';
import { block, code, codes, page, slug, table } from './markdown.ts';
import { definitionSources, judgingText, keysUsed, policySources, sections, type Source } from './policy-source.ts';

const { $defs } = policySchema(anchors) as { $defs: Readonly<Record<string, JsonSchema>> };

export function matchersPage(): string {
  return page(
    'Matchers',
    'A matcher is a YAML map: all its keys must hold for the same node, and a list of matchers means any of them. ' +
      'At most one key is an *anchor*: it says which nodes the matcher speaks of. ' +
      '[The policy language](language.md) explains how matchers make a policy; this page lists what there is. ' +
      'Wherever a value stands, `{param: name}` may stand for a parameter of the policy.',
    table(
      ['anchor', 'takes'],
      anchors.map((anchor) => [`[\`${anchor.name}\`](#${slug(anchor.name)})`, valueType(anchor)]),
    ),
    '[Modifiers](#modifiers) · [Constraints](#constraints)',
    '## Anchors',
    ...anchors.flatMap(anchorSection),
    ...modifierSection(),
    ...constraintSection(),
  );
}

function valueType({ schema }: Anchor): string {
  return schema.type === 'object' ? 'map' : typeOf(schema);
}

function anchorSection(anchor: Anchor): readonly string[] {
  const { name, documentation, attributes = {} } = anchor;
  return [
    `### ${name}`,
    documentation,
    `Value: ${valueType(anchor)}.`,
    ...valueKeys(anchor),
    ...(Object.keys(attributes).length === 0
      ? []
      : [`Keys beside \`${name}\`:`, table(['key', 'takes', ''], rowsOf(Object.entries(attributes)))]),
    ...exampleOf(name),
  ];
}

/** The keys of a value that is a map; of `schema`, by kind. */
function valueKeys({ name, schema }: Anchor): readonly string[] {
  if (name === 'schema') return schemaAttributes();
  const keys = propertiesOf(schema);
  if (keys.length === 0) return [];
  const isTyped = keys.some(([, own]) => typeOf(own) !== 'any value');
  return isTyped
    ? [table(['key', 'takes', ''], rowsOf(keys))]
    : [
        'Each attribute takes a scalar (equality), `$NAME` (binds it), a list (any of its items) or a [constraint](#constraints).',
        table(
          ['attribute', ''],
          keys.map(([key, own]) => [code(key), descriptionOf(own)]),
        ),
      ];
}

function rowsOf(keys: readonly (readonly [string, JsonSchema])[]): readonly (readonly string[])[] {
  return keys.map(([key, own]) => [code(key), typeOf(own), descriptionOf(own)]);
}

const attributeTypes: Readonly<Record<AttributeType, string>> = {
  value: 'a scalar, a list of alternatives, `$X`, or a constraint',
  list: '`$X` binds the list, in its order; or a constraint on it',
  set: 'a scalar is one of its members, `$X` binds each; or a constraint',
  name: 'a name pattern such as `$S.$T`',
  expression: '`{sql: pattern}`, or `{absent: true}`',
  allows: 'a value, or `$X` that is bound already',
};

function schemaAttributes(): readonly string[] {
  const kinds = Object.entries(ATTRIBUTES);
  return [
    'What an attribute takes depends on its type; `{absent: true}` or `{absent: false}` asks of each whether it is there.',
    table(
      ['type', 'takes'],
      Object.entries(attributeTypes).map(([type, takes]) => [type, takes]),
    ),
    ...kinds.flatMap(([kind, attributes]) => [
      `#### schema: ${kind}`,
      table(
        ['attribute', 'type', ''],
        Object.entries(attributes).map(([name, { type, documentation }]) => [code(name), type, documentation]),
      ),
    ]),
  ];
}

/** The smallest policy that uses the anchor itself; where only a definition does, that. */
function exampleOf(anchor: string): readonly string[] {
  const policy = smallest(policySources, anchor, judgingText);
  if (policy) {
    const { id } = policy.data as { id: string };
    return [`In [\`${id}\`](policies/${id}.md):`, block('yaml', judgingText(policy))];
  }
  const definition = smallest(definitionSources, anchor, matcherText);
  if (!definition) return [];
  const { name } = definition.data as { name: string };
  return [`In the definition [\`${name}\`](../${definition.path}):`, block('yaml', matcherText(definition))];
}

function matcherText({ text }: Source): string {
  return sections(text, ['matcher']);
}

function smallest(sources: readonly Source[], anchor: string, text: (source: Source) => string): Source | undefined {
  return sources.filter((source) => keysUsed(source).has(anchor)).sort((a, b) => text(a).length - text(b).length)[0];
}

function modifierSection(): readonly string[] {
  const ofAnchors = new Set(anchors.flatMap(({ name, attributes = {} }) => [name, ...Object.keys(attributes)]));
  const modifiers = propertiesOf($defs['matcher']!.else as JsonSchema).filter(([key]) => !ofAnchors.has(key));
  return [
    '## Modifiers',
    'They restrict the node of the anchor, or step from it to another one. Options stand inside the matcher of their modifier: `exists: {code: …, other: true}`.',
    table(
      ['key', 'takes', 'holds when', 'options'],
      modifiers.map(([key, own]) => [
        code(key),
        takes(own),
        descriptionOf(own),
        codes(optionsOf(own).map(([name]) => name)),
      ]),
    ),
    table(
      ['option', 'of', 'takes', ''],
      ownOptions(modifiers).map(([option, owners, own]) => [
        code(option),
        codes(owners),
        typeOf(own),
        descriptionOf(own),
      ]),
    ),
  ];
}

function takes(schema: JsonSchema): string {
  if (optionsOf(schema).length > 0) return 'matcher';
  return 'patternProperties' in schema ? 'map of metavariables to [constraints](#constraints)' : typeOf(schema);
}

/** What the matcher of this modifier may hold and no other. */
function optionsOf({ $ref }: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  const variant = typeof $ref === 'string' ? $defs[$ref.replace('#/$defs/', '')] : undefined;
  if (!variant?.else) return [];
  const shared = new Set(propertiesOf($defs['matcher']!.else as JsonSchema).map(([key]) => key));
  return propertiesOf(variant.else as JsonSchema).filter(([key]) => !shared.has(key));
}

type OwnOption = readonly [option: string, owners: readonly string[], schema: JsonSchema];

function ownOptions(modifiers: readonly (readonly [string, JsonSchema])[]): readonly OwnOption[] {
  const all = modifiers.flatMap(([owner, own]) =>
    optionsOf(own).map(([option, schema]) => ({ owner, option, schema })),
  );
  const names = [...new Set(all.map(({ option }) => option))];
  return names.map((name) => {
    const uses = all.filter(({ option }) => option === name);
    return [name, uses.map(({ owner }) => owner), uses[0]!.schema];
  });
}

function constraintSection(): readonly string[] {
  const keywords = propertiesOf(mapBranch($defs['constraint']!));
  const isOwn = (name: string): boolean => name in ownKeywords;
  const rows = (own: boolean): readonly (readonly string[])[] =>
    rowsOf(keywords.filter(([name]) => isOwn(name) === own));
  return [
    '## Constraints',
    'A constraint stands in `where`, in the `value` of `config`, and wherever an attribute takes one. It is JSON Schema 2020-12 with keywords of Bylaw; a scalar means equality. `{ref: $X}` stands for the value bound to `$X`, `{param: name}` for a parameter.',
    'Keywords of Bylaw:',
    table(['keyword', 'takes', 'holds when'], rows(true)),
    'Keywords of JSON Schema:',
    table(['keyword', 'takes', 'holds when'], rows(false)),
  ];
}

/** Inside the branches for scalars and parameters. */
function mapBranch(schema: JsonSchema): JsonSchema {
  return 'properties' in schema ? schema : mapBranch(schema.else as JsonSchema);
}
