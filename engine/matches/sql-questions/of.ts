import { judgeRole } from '../../documents/sql/sql-role.ts';
import type { Json, TreeNode } from '../../model/document.ts';
import type { DocumentView, Inspection, JsonSchema, LocalMatch } from '../matcher.ts';
import { inspectSchema, schemaValue } from '../schema/value.ts';
import { DEFINED_BY, definitionAround, type DefinedKind } from './definition.ts';

type Wanted = { readonly [key: string]: Json };

const kinds = Object.keys(DEFINED_BY);

/** For schemas and documentation. */
export const ofAttribute: JsonSchema = {
  $ref: '#/$defs/matcher/else/properties/schema',
  description:
    'Only where it stands in the live definition of such an object, given as in `schema` with one of the kinds ' +
    `${kinds.map((kind) => `\`${kind}\``).join(', ')}: the one that the migrations leave behind, not one that a later statement replaced or dropped.`,
};

/** What is wrong with a value of `of`, and what it binds in the reduce. */
export function inspectOf(of: Json): Inspection {
  const { binds, errors } = inspectSchema({ schema: of });
  const placed = errors.map(({ path, message }) => ({ path: ['of', ...path.slice(1)], message }));
  if (placed.length > 0 || isDefined(schemaValue({ schema: of }).kind)) return { binds, errors: placed };
  return {
    binds,
    errors: [{ path: ['of'], message: `'of' takes an object of one of the kinds ${kinds.join(', ')}.` }],
  };
}

function isDefined(kind: string | undefined): kind is DefinedKind {
  return kind !== undefined && kind in DEFINED_BY;
}

/** The matches at a node, where it stands in a definition that may be live; whether it is, is left for the reduce. */
export function* standingIn(
  of: Json | undefined,
  matches: Iterable<LocalMatch>,
  node: TreeNode,
  view: DocumentView,
): Iterable<LocalMatch> {
  if (of === undefined) return yield* matches;
  const { kind } = schemaValue({ schema: of });
  if (!isDefined(kind) || !mayBeLive(view.document.file.path)) return;
  for (const match of matches) {
    const definition = definitionAround(kind, node, view);
    if (definition)
      yield { ...match, rest: { op: 'catalog', ask: { kind: 'live', object: of as Wanted, definition } } };
  }
}

/** Seeds, tests and rollbacks leave nothing behind that is live. */
export function mayBeLive(path: string): boolean {
  return judgeRole(path).role !== 'none' || isLoose(path);
}

const NO_DATABASE = /(^|\/)(seeds?|tests?|__tests__|e2e|fixtures?|mocks?|examples?|snippets|docs?)\//i;

/** Whether no convention says what a file of SQL is for: somebody may run it by hand. */
export function isLoose(path: string): boolean {
  return judgeRole(path).unsure === true && /\.sql$/i.test(path) && !NO_DATABASE.test(path);
}
