import type { Bindings, Cause } from '../../model/binding.ts';
import type { Touch, TouchedKind } from '../../model/sql-doubt.ts';
import type { Catalog, Relation } from '../../model/catalog.ts';
import { ASPECTS, type Kind } from './objects.ts';
import { isLiteral, nameParts } from './names.ts';
import { metavariable } from './matching.ts';
import type { SchemaValue } from './value.ts';

/**
 * Why an object that was not found may exist after all: SQL that we could not follow mentions its name, its table is
 * only partly known, a file was not read. A workspace without any migration says nothing about its schema: not read.
 */
export function doubtAbout(catalog: Catalog, value: SchemaValue, bindings: Bindings): Cause | undefined {
  const words = wordsOf(value, bindings);
  return (
    opaqueCause(catalog, value.kind, words) ??
    catalog.unreadSql[0] ??
    partlyKnown(catalog, value, words) ??
    noMigrations(catalog)
  );
}

/** The names looked for, as far as they are known: of the object and of its table, not of schemas and columns. */
function wordsOf({ kind, name, attributes }: SchemaValue, bindings: Bindings): readonly string[] {
  const table = attributes.find(([attribute]) => attribute === 'table')?.[1];
  const tablePart = typeof table === 'string' ? nameParts(table).at(-1) : undefined;
  const own = kind === 'column' ? name.at(-2) : name.at(-1);
  return [own, tablePart].flatMap((part) => (part === undefined ? [] : wordOf(part, bindings)));
}

function wordOf(part: string, bindings: Bindings): readonly string[] {
  const variable = metavariable(part);
  if (variable === undefined) return isLiteral(part) ? [part.toLowerCase()] : [];
  const value = bindings[variable]?.value;
  return typeof value === 'string' ? [value.split('.').at(-1)!.toLowerCase()] : [];
}

function opaqueCause({ opaque }: Catalog, kind: Kind | undefined, words: readonly string[]): Cause | undefined {
  const found = opaque.find(
    ({ mentions, touch }) =>
      (kind === undefined || makes(kind, touch)) &&
      (touch?.any === 'object' || words.length === 0 || words.some((word) => mentions.includes(word))),
  );
  return found?.cause;
}

const MADE_AS: { readonly [K in Kind]?: TouchedKind } = { enum: 'type' };
const ON_TABLE: readonly Kind[] = ['policy', 'column', 'constraint', 'foreign-key'];

/** Whether there may be an object of the kind after it. */
function makes(kind: Kind, { kinds, aspect }: Touch = {}): boolean {
  if (aspect !== undefined) return ASPECTS[kind]?.includes(aspect) === true;
  if (kinds === undefined || kind === 'grant') return true;
  if (kind === 'trigger') return kinds.includes('table') || kinds.includes('view');
  if (kind === 'index') return kinds.includes('table') || kinds.includes('index');
  return kinds.includes(ON_TABLE.includes(kind) ? 'table' : (MADE_AS[kind] ?? (kind as TouchedKind)));
}

/** Not all columns of a view follow from its query, and of a ghost nothing more is in the migrations. */
function partlyKnown({ relations }: Catalog, { kind }: SchemaValue, words: readonly string[]): Cause | undefined {
  if (kind === undefined || kind === 'table' || kind === 'view') return undefined;
  const isVague = ({ name, state, complete }: Relation): boolean =>
    words.includes(name.toLowerCase()) && (state === 'ghost' || (kind === 'column' && !complete));
  const found = relations.find(isVague);
  if (!found) return undefined;
  const message = `The migrations do not show all of '${found.schema}.${found.name}'.`;
  return { kind: 'not-read', message, place: found.definedAt };
}

function noMigrations({ sources }: Catalog): Cause | undefined {
  if (sources.length > 0) return undefined;
  return { kind: 'not-read', message: 'There is no SQL migration in the workspace, so the schema is not known.' };
}
