import micromatch from 'micromatch';
import type { Binding } from '../../model/binding.ts';
import type { Agreement } from '../unify.ts';
import { bind, metavariable, type Matching } from './matching.ts';

/** The parts of a name pattern; a dot inside double quotes belongs to the name. */
export function nameParts(pattern: string): readonly string[] {
  return (pattern.match(/(?:"[^"]*"|[^."])+/g) ?? ['']).map((part) => part.replace(/^"(.*)"$/, '$1'));
}

/**
 * A name pattern against a name given from the schema inwards; parts left out at the left are free, but a table named
 * literally without a schema is the default schema's. `owner`: the position that carries the schema (table, function).
 */
export function* matchName(
  parts: readonly string[],
  names: readonly string[],
  owner: number,
  matching: Matching,
): Iterable<Matching> {
  const shift = names.length - parts.length;
  if (shift < 0) return;
  const outer = parts[owner - shift];
  if (shift === 1 && owner === 1 && outer !== undefined && isLiteral(outer) && names[0] !== matching.defaultSchema)
    return;
  yield* matchParts(parts.length - 1, matching);

  function* matchParts(i: number, so: Matching): Iterable<Matching> {
    if (i < 0) return yield so;
    for (const one of matchPart(parts[i]!, names, i + shift, owner, so)) yield* matchParts(i - 1, one);
  }
}

function* matchPart(
  part: string,
  names: readonly string[],
  at: number,
  owner: number,
  matching: Matching,
): Iterable<Matching> {
  const name = names[at]!;
  const variable = metavariable(part);
  if (variable === undefined) {
    if (part === name || (!isLiteral(part) && micromatch.isMatch(name, part, { dot: true, bash: true })))
      yield matching;
  } else if (at === owner && owner > 0) {
    const found = { text: name, value: name, schema: names[owner - 1]! };
    yield* bind(variable, found, matching, (bound) => sameObject(bound, found, matching.defaultSchema));
  } else yield* bind(variable, { text: name, value: name }, matching);
}

/** A name from code or SQL without a schema is in the default schema, unless it is written `auth.users`. */
export function sameObject(
  bound: Binding,
  found: { name?: string; text: string; schema: string },
  defaultSchema: string,
): Agreement {
  if (bound.value === undefined) return unknown(`The value of '${bound.text}' is not known statically.`);
  if (typeof bound.value !== 'string') return false;
  const dotted = bound.schema === undefined ? /^([^.]+)\.([^.]+)$/.exec(bound.value) : null;
  const name = dotted?.[2] ?? bound.value;
  if (name !== found.text) return false;
  if (bound.schema === null) return unknown(`The schema of '${bound.text}' is not known statically.`);
  return (dotted?.[1] ?? bound.schema ?? defaultSchema) === found.schema;
}

function unknown(message: string): Agreement {
  return { kind: 'not-static', message };
}

/** Neither a metavariable nor a glob. */
export function isLiteral(part: string): boolean {
  return metavariable(part) === undefined && !/[*?[\]{}!]/.test(part);
}
