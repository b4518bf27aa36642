import type { Cause } from '../../model/binding.ts';
import type { DrizzleFact, DrizzleTable } from '../../model/drizzle.ts';
import type { Place } from '../../model/region.ts';
import type { Change, Migration, StatementFact } from '../../model/sql-change.ts';
import type { Touch } from '../../model/sql-doubt.ts';
import type { ConstraintSpec, Name, StatementKind } from '../../model/sql.ts';
import { enumSchema, tableName, type Constants, type DrizzleSchema } from './drizzle-names.ts';
import { tableChanges, type Made } from './drizzle-table.ts';

/** The schema that drizzle-kit would make of these files: schemas, enums, tables, foreign keys, indexes, policies. */
export function drizzleChanges(files: readonly DrizzleFact[], constants: readonly Constants[]): Migration | undefined {
  const casing = files.find((file) => file.casing)?.casing;
  const schema: DrizzleSchema = { files, constants, ...(casing && { casing }) };
  const tables = files.flatMap((file) =>
    file.tables.map((table) => ({ file, table, name: tableName(schema, file, table) })),
  );
  const [first] = tables;
  if (!first) return undefined;
  const made = tables.flatMap(({ file, table, name }) =>
    name ? [{ name, place: table.place, ...tableChanges(schema, file, table, name) }] : [],
  );
  const statements = [
    ...files.flatMap(namespaces),
    ...files.flatMap((file) => enums(schema, file)),
    ...made.map(({ place, create }) => statement('create_table', place, [create])),
    ...made.map(({ place, name, keys }) => statement('alter_table', place, addedTo(name, keys))),
    ...made.map(({ place, indexes }) => statement('create_index', place, indexes)),
    ...made.map(({ place, rules }) => statement('create_policy', place, rules)),
    ...made.flatMap(({ name, lost }) => lost.map((one) => doubtOf(name.name, one))),
    ...tables.filter(({ name }) => !name).map(({ table }) => nameless(table)),
    ...files.flatMap(others),
  ];
  const said = first.file.dialect;
  return {
    path: first.file.path,
    ...(said && { said }),
    statements: statements.filter(({ changes }) => changes.length > 0),
  };
}

function statement(kind: StatementKind, place: Place, changes: readonly Change[]): StatementFact {
  return { kind, place, changes };
}

function addedTo(table: Name, constraints: readonly ConstraintSpec[]): readonly Change[] {
  if (constraints.length === 0) return [];
  const actions = constraints.map((constraint) => ({ do: 'add-constraint' as const, constraint }));
  return [{ op: 'alter-table', table, ifExists: false, actions }];
}

function nameless({ place, name }: DrizzleTable): StatementFact {
  return doubt(place, 'The name of this table is not static.', name === undefined ? { any: 'object' } : {}, name);
}

function namespaces({ schemas }: DrizzleFact): readonly StatementFact[] {
  return Object.values(schemas).map(({ name, place }) =>
    statement('create_schema', place, [{ op: 'create-schema', schema: { name, place }, ifNotExists: true }]),
  );
}

function enums(schema: DrizzleSchema, file: DrizzleFact): readonly StatementFact[] {
  return file.enums.map(({ name, place, values, schema: reference }) => {
    if (!values) return doubt(place, `The values of the enum '${name}' are not static.`, { kinds: ['type'] }, name);
    const namespace = enumSchema(schema, file, reference);
    const type = { ...(namespace !== undefined && { schema: namespace }), name, place };
    return statement('create_enum', place, [{ op: 'create-enum', type, values }]);
  });
}

function doubtOf(table: string, { place, aspect }: Made['lost'][number]): StatementFact {
  return doubt(
    place,
    `What this adds to the table '${table}' is not static.`,
    { kinds: ['table'], aspect, makes: true },
    table,
  );
}

function doubt(place: Place, message: string, touch: Touch, name?: string): StatementFact {
  const cause: Cause = { kind: 'not-static', message, place };
  const mentions = name === undefined ? [] : [name.toLowerCase()];
  return statement('other', place, [{ op: 'opaque', cause, mentions, touch }]);
}

/** Views, whose queries are built by code, and policies that stand alone. */
function others({ others: all }: DrizzleFact): readonly StatementFact[] {
  return all.map(({ place, kind, name }) =>
    kind === 'view'
      ? doubt(place, `The query of the view '${name}' is not followed.`, { kinds: ['view'] }, name)
      : doubt(place, `The table of the policy '${name}' is not followed.`, {
          kinds: ['table'],
          aspect: 'policies',
          any: 'object',
        }),
  );
}
