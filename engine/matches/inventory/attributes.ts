import type { Json } from '../../model/document.ts';
import type { AnchorValue, Constraint } from '../../model/formula.ts';
import { constraintError, holds } from '../constraint.ts';
import type { Inspection, JsonSchema, LocalBinding, LocalBindings, LocalMatch, ValueError } from '../matcher.ts';
import { agree } from '../unify.ts';

/** What an extractor knows of one thing it found. An attribute without a value is there, but not known statically. */
export type Attributes = Readonly<Record<string, LocalBinding>>;

/** What an inventory's entry says of its attributes: name → one sentence. */
export type AttributeDocs = Readonly<Record<string, string>>;

const metavariable = /^\$([A-Z_][A-Z_0-9]*)$/;

/** The schema of an anchor whose value is an object of attributes to match or bind. */
export function attributesSchema(attributes: AttributeDocs): JsonSchema {
  const properties = Object.entries(attributes).map(([name, description]) => [name, { description }]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

/** Names what is not an attribute and lists the metavariables that every match binds. */
export function inspectAttributes(anchor: string, value: AnchorValue, attributes: AttributeDocs): Inspection {
  const wanted = attributesOf(anchor, value);
  if (!wanted)
    return { binds: [], errors: [{ path: [anchor], message: `'${anchor}' takes an object of attributes.` }] };
  const known = Object.keys(attributes).join("', '");
  const unknown: ValueError[] = Object.keys(wanted)
    .filter((name) => !(name in attributes))
    .map((name) => ({
      path: [anchor, name],
      message: `'${name}' is no attribute of '${anchor}'; there are '${known}'.`,
    }));
  const mentions = [...new Set(Object.values(wanted).flatMap((item) => namesIn([item].flat() as readonly Json[])))];
  return {
    binds: namesIn(Object.values(wanted)),
    mentions,
    errors: [...unknown, ...Object.entries(wanted).flatMap(([name, item]) => constraintErrors([anchor, name], item))],
  };
}

function namesIn(items: readonly Json[]): readonly string[] {
  return items.flatMap((item) => metavariableIn(item) ?? []).filter((name) => name !== '_');
}

function constraintErrors(path: ValueError['path'], item: Json): readonly ValueError[] {
  if (Array.isArray(item)) return item.flatMap((one: Json, i) => constraintErrors([...path, i], one));
  const error = item !== null && typeof item === 'object' ? constraintError(item as Constraint) : undefined;
  return error === undefined ? [] : [{ path, message: `This constraint is not valid: ${error}.` }];
}

export function attributesOf(anchor: string, value: AnchorValue): { readonly [name: string]: Json } | undefined {
  const wanted = value[anchor];
  return wanted !== null && typeof wanted === 'object' && !Array.isArray(wanted)
    ? (wanted as Record<string, Json>)
    : undefined;
}

/** All ways in which what was found is as wanted. */
export function matchAttributes(
  wanted: { readonly [name: string]: Json },
  found: Attributes,
  given: LocalBindings,
): readonly LocalMatch[] {
  let matches: readonly LocalMatch[] = [{ bindings: given }];
  for (const [name, item] of Object.entries(wanted)) {
    const attribute = found[name];
    matches = attribute ? matches.flatMap((match) => matchItem(item, attribute, match)) : [];
    if (matches.length === 0) return matches;
  }
  return matches;
}

/** A list means any of its items, a map is a constraint, a metavariable binds; anything else is a value. */
function matchItem(item: Json, attribute: LocalBinding, match: LocalMatch): readonly LocalMatch[] {
  if (Array.isArray(item)) return item.flatMap((one: Json) => matchItem(one, attribute, match));
  const name = metavariableIn(item);
  if (name !== undefined) return bind(name, attribute, match);
  const isConstraint = item !== null && typeof item === 'object';
  const constraint = (isConstraint ? item : { const: item }) as Constraint;
  return decided(holds(constraint, attribute, match.bindings), match);
}

function bind(name: string, attribute: LocalBinding, match: LocalMatch): readonly LocalMatch[] {
  const bound = name === '_' ? attribute : match.bindings[name];
  if (bound) return decided(agree(bound, attribute), match);
  return [{ ...match, bindings: { ...match.bindings, [name]: attribute } }];
}

function decided(answer: ReturnType<typeof agree>, match: LocalMatch): readonly LocalMatch[] {
  if (answer === false) return [];
  return answer === true ? [match] : [{ ...match, unknown: match.unknown ?? answer }];
}

function metavariableIn(item: Json): string | undefined {
  return typeof item === 'string' ? metavariable.exec(item)?.[1] : undefined;
}
