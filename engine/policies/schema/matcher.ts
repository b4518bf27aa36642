import type { AnchorEntry, JsonSchema } from '../../matches/matcher.ts';
import { allowParameters, orParameter } from './parameter.ts';
import {
  described,
  flag,
  glob,
  listOf,
  metavariablePattern,
  oneOf,
  oneOrMany,
  record,
  ref,
  wholeNumber,
  word,
} from './parts.ts';

type Keys = Readonly<Record<string, JsonSchema>>;

/** What an error says was expected. */
export const matcherTitle = 'a matcher (a map) or a list of matchers';

const matcher = ref('matcher');
const globs = orParameter(oneOrMany(glob));

/** Sources and sinks of data, and how far it is followed. */
const taint: JsonSchema = record(
  {
    sources: described('Code whose value comes from outside.', matcher),
    sinks: described('Code that such a value must not reach.', matcher),
    sanitizers: described('Code whose value is harmless, whatever goes in.', matcher),
    propagators: described(
      'Code that hands data on from one of its parts to another, as `$LIST.push($ITEM)` does.',
      oneOrMany(ref('propagator')),
    ),
    through: described(
      'How far data is followed: through calls of functions of the same file (`file`, the default), or only within each function (`function`).',
      oneOf(['file', 'function']),
    ),
  },
  ['sources', 'sinks'],
);

/** Keys of a matcher that are no anchor. */
const modifiers: Keys = {
  use: described("As the definition of this name; 'subject' is the subject's own node.", orParameter(word)),
  files: described('Globs of the paths; `$NAME` captures one segment, `${NAME}` a part of one.', globs),
  exclude: described('Globs of paths that are left out.', globs),
  all: described('All of these hold for this node.', listOf(matcher)),
  any: described('At least one of these holds for this node.', listOf(matcher)),
  not: described('This does not hold; of a list: none of them.', matcher),
  inside: described('An enclosing node matches.', matcher),
  has: described('A node within this one matches.', ref('has')),
  precedes: described('A later node matches.', ref('order')),
  follows: described('An earlier node matches.', ref('order')),
  'guarded-by': described(
    'On every path from the entry to this node a node matching this has run, and where its result is tested, the failing branch leaves; calls are followed.',
    ref('guard'),
  ),
  exists: described('Somewhere in the workspace a match consistent with the bindings exists.', ref('exists')),
  where: described('Constraints on the values of metavariables.', {
    type: 'object',
    title: 'a map of metavariables',
    patternProperties: { [metavariablePattern]: ref('constraint') },
    additionalProperties: false,
    minProperties: 1,
  }),
  taint: described(
    'A sink that data of a source reaches; what both bind is the same. In a bare `forbid` all sinks are subjects.',
    taint,
  ),
  'existed-before': described(
    'The table or view was there before the migration file that this node stands in.',
    record({ table: orParameter({ type: 'string', minLength: 1, title: 'a name such as $T or $S.$T' }) }, ['table']),
  ),
  focus: described('The node that is reported is the one bound to this metavariable.', ref('metavariable')),
};

const options: Readonly<Record<string, Keys>> = {
  has: {
    reach: described(
      'How far to look: within the document (default), or also in the functions that its calls lead to.',
      oneOf(['document', 'calls']),
    ),
  },
  guard: {
    before: described(
      'About a handler: all these nodes in it have to be guarded; without any of them its normal exits. About a `route` the default is the definition `sensitive-effect`, where one is in force.',
      matcher,
    ),
  },
  order: {
    by: described(
      'Among the siblings in a list of statements or items (default), in the order of the text of the body, or on every path of the program.',
      oneOf(['sibling', 'order', 'flow']),
    ),
    immediately: described('Nothing stands between.', flag),
  },
  exists: {
    count: described('How many distinct matches there must be.', {
      ...record({ min: wholeNumber, max: wholeNumber }),
      minProperties: 1,
    }),
    distinct: described('Count the distinct values of this metavariable instead of nodes.', ref('metavariable')),
    other: described('Not the subject itself.', flag),
  },
};

/** The modifiers inside whose matcher an option stands; empty for any other key. */
export function ownersOfOption(key: string): readonly string[] {
  const [variant] = Object.entries(options).find(([, own]) => key in own) ?? [];
  return Object.keys(modifiers).filter((name) => modifiers[name]?.['$ref'] === `#/$defs/${variant}`);
}

/** The schemas of matchers: a matcher as such, and one for each modifier that has options of its own. */
export function matcherDefinitions(anchors: readonly AnchorEntry[]): Keys {
  const keys: Keys = { ...anchorKeys(anchors), ...modifiers };
  const shared = Object.fromEntries(Object.keys(keys).map((key) => [key, ref(`matcher/else/properties/${key}`)]));
  const variants = Object.entries(options).map(([name, own]) => [name, matcherSchema({ ...shared, ...own })] as const);
  const set = matcherMap({
    ...shared,
    values: described(
      'The metavariable whose values make the set; a list makes tuples.',
      oneOrMany(ref('metavariable')),
    ),
  });
  const propagator = matcherMap({
    ...shared,
    from: described('The metavariable of the code from which data goes.', ref('metavariable')),
    to: described('The metavariable of the code to which it goes.', ref('metavariable')),
  });
  return {
    matcher: matcherSchema(keys),
    propagator: { ...propagator, required: ['from', 'to'] },
    ...Object.fromEntries(variants),
    'set-matcher': { ...set, required: ['values'] },
  };
}

/** A list means any of them. */
function matcherSchema(keys: Keys): JsonSchema {
  return {
    description: 'A predicate on a node: all its keys must hold for the same node. A list means any of them.',
    if: { type: 'array' },
    then: { items: matcher, minItems: 1 },
    else: matcherMap(keys),
  };
}

function matcherMap(properties: Keys): JsonSchema {
  return {
    type: 'object',
    title: matcherTitle,
    properties,
    additionalProperties: false,
    minProperties: 1,
  };
}

function anchorKeys(anchors: readonly AnchorEntry[]): Keys {
  const keys: Record<string, JsonSchema> = {};
  for (const { name, documentation, schema, attributes = {} } of anchors) {
    keys[name] = described(documentation, allowParameters(schema));
    for (const [attribute, own] of Object.entries(attributes))
      keys[attribute] = merged(keys[attribute], allowParameters(own));
  }
  return keys;
}

/** Two anchors may have an attribute of the same name; which of them is meant is known when the matcher is compiled. */
function merged(one: JsonSchema | undefined, other: JsonSchema): JsonSchema {
  if (!one || JSON.stringify(one) === JSON.stringify(other)) return other;
  return { anyOf: [...(Array.isArray(one.anyOf) ? (one.anyOf as JsonSchema[]) : [one]), other] };
}
