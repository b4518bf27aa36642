import { posix } from 'node:path';
import type {
  DrizzleCasing,
  DrizzleColumn,
  DrizzleFact,
  DrizzleMember,
  DrizzleReference,
  DrizzleTable,
} from '../../model/drizzle.ts';
import type { Scalar } from '../../model/document.ts';
import type { Place } from '../../model/region.ts';
import type { Name, TypeName } from '../../model/sql.ts';

/** All files of one Drizzle schema. */
export interface DrizzleSchema {
  readonly files: readonly DrizzleFact[];
  readonly casing?: DrizzleCasing;
  /** What the files of the package export as constants. */
  readonly constants: readonly Constants[];
}

export interface Constants {
  readonly path: string;
  readonly values: Readonly<Record<string, Scalar>>;
}

/** What a reference means among the things of one kind that the files declare. */
export function find<T>(
  { files }: DrizzleSchema,
  { name, from }: DrizzleReference,
  path: string,
  of: (file: DrizzleFact, variable: string) => T | undefined,
): { readonly file: DrizzleFact; readonly found: T } | undefined {
  const variable = name.slice(name.lastIndexOf('.') + 1);
  return meant(files, { name, ...(from !== undefined && { from }) }, path, (file) => {
    const found = of(file, variable);
    return found === undefined ? undefined : { file, found };
  });
}

/** Of what the files offer under a name the one that is meant in a file. */
function meant<F extends { readonly path: string }, T>(
  files: readonly F[],
  { from }: DrizzleReference,
  path: string,
  of: (file: F) => T | undefined,
): T | undefined {
  const all = files.flatMap((file) => {
    const found = of(file);
    return found === undefined ? [] : [{ file, found }];
  });
  if (from === undefined) return all.find(({ file }) => file.path === path)?.found;
  // through whatever module it is exported again, one of that name is meant
  const only = all.length === 1 ? all[0] : undefined;
  return (all.find(({ file }) => isModule(file.path, from, path)) ?? only)?.found;
}

function isModule(file: string, from: string, path: string): boolean {
  const meant = posix.join(posix.dirname(path), from).replace(/\.[cm]?[jt]sx?$/, '');
  const module = file.replace(/\.[cm]?[jt]sx?$/, '');
  return from.startsWith('.') && (module === meant || module === `${meant}/index`);
}

export function findTable(
  schema: DrizzleSchema,
  reference: DrizzleReference,
  path: string,
): { readonly file: DrizzleFact; readonly found: DrizzleTable } | undefined {
  return find(schema, reference, path, (file, name) => file.tables.find(({ variable }) => variable === name));
}

/** Undefined where the name, its prefix or its schema is not static. */
export function tableName(schema: DrizzleSchema, file: DrizzleFact, table: DrizzleTable): Name | undefined {
  const pieces = table.creator && find(schema, table.creator, file.path, (one, name) => own(one.creators, name));
  const namespace = table.schema && find(schema, table.schema, file.path, (one, name) => own(one.schemas, name));
  if (table.name === undefined || (table.creator && !pieces) || (table.schema && !namespace)) return undefined;
  const name = pieces ? assembled(schema, pieces.file, pieces.found, table.name) : table.name;
  if (name === undefined) return undefined;
  return { ...(namespace && { schema: namespace.found.name }), name, place: table.place };
}

/** `${prefix}_${name}`. */
function assembled(
  { constants }: DrizzleSchema,
  { path }: DrizzleFact,
  pieces: DrizzleFact['creators'][string],
  name: string,
): string | undefined {
  const texts = pieces.map((piece) => {
    if (piece === null) return name;
    return typeof piece === 'string' ? piece : meant(constants, piece, path, ({ values }) => own(values, piece.name));
  });
  return texts.every((text) => typeof text === 'string') ? texts.join('') : undefined;
}

/** The type of a column; undefined for one that no file declares. */
export function typeOf(schema: DrizzleSchema, file: DrizzleFact, { type, array }: DrizzleColumn): TypeName | undefined {
  const known = 'text' in type ? type : (enumType(schema, file, type) ?? customType(schema, file, type));
  return known && array ? { ...known, text: `${known.text}[]`, array } : known;
}

function customType(schema: DrizzleSchema, file: DrizzleFact, type: DrizzleReference): TypeName | undefined {
  return find(schema, type, file.path, (one, name) => own(one.types, name))?.found;
}

function enumType(schema: DrizzleSchema, file: DrizzleFact, type: DrizzleReference): TypeName | undefined {
  const choice = find(schema, type, file.path, (one, name) => one.enums.find(({ variable }) => variable === name));
  if (!choice) return undefined;
  const { name } = choice.found;
  const namespace = enumSchema(schema, choice.file, choice.found.schema);
  return { text: name, name, array: false, ...(namespace !== undefined && { schema: namespace }) };
}

export function enumSchema(
  schema: DrizzleSchema,
  file: DrizzleFact,
  reference: DrizzleReference | undefined,
): string | undefined {
  return reference && find(schema, reference, file.path, (one, name) => own(one.schemas, name))?.found.name;
}

/** A function that gives a column: what it is called with, and the methods behind it, add to what it gives. */
function fromHelper(schema: DrizzleSchema, file: DrizzleFact, column: DrizzleColumn): DrizzleColumn {
  const { type } = column;
  if ('text' in type) return column;
  const helper = find(schema, type, file.path, (one, name) => own(one.helpers, name))?.found;
  if (!helper) return column;
  const { key: _, place: __, name, ...given } = helper;
  const { notNull, primaryKey, array, type: ___, ...rest } = column;
  return {
    ...(name !== undefined && { name }),
    ...given,
    ...rest,
    notNull: notNull || given.notNull,
    primaryKey: primaryKey || given.primaryKey,
    array: array || given.array,
  };
}

/** The columns of a table, those that it spreads too; `lost`: where something else stands. */
export interface Columns {
  readonly columns: readonly DrizzleColumn[];
  readonly lost: readonly Place[];
}

export function columnsIn(
  schema: DrizzleSchema,
  file: DrizzleFact,
  members: readonly DrizzleMember[],
  depth = 0,
): Columns {
  const parts = members.map((member): Columns => {
    if (member.kind === 'column') return { columns: [fromHelper(schema, file, member.column)], lost: [] };
    if (member.kind === 'unknown' || depth > 10) return { columns: [], lost: [member.place] };
    const set = find(schema, member.of, file.path, (one, name) => own(one.sets, name));
    return set ? columnsIn(schema, set.file, set.found, depth + 1) : { columns: [], lost: [member.place] };
  });
  const columns = parts.flatMap((part) => part.columns);
  // a key written again replaces the one before
  const last = columns.filter((one, i) => !columns.slice(i + 1).some(({ key }) => key === one.key));
  return { columns: last, lost: parts.flatMap((part) => part.lost) };
}

/** As Drizzle turns keys into names where its configuration says `casing`. */
export function columnName({ casing }: DrizzleSchema, { key, name }: Pick<DrizzleColumn, 'key' | 'name'>): string {
  if (name !== undefined || casing === undefined) return name ?? key;
  const words = key.match(/[\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+/g) ?? [key];
  if (casing === 'snake_case') return words.map((word) => word.toLowerCase()).join('_');
  return words.map((word, i) => (i === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1))).join('');
}

/** Not what a record inherits. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
