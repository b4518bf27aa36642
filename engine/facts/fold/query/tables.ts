import type { Relation, Routine } from '../../../model/catalog.ts';
import { inputTypes } from '../routines.ts';
import { constraintIndexes } from '../indexes.ts';
import type { State } from '../state.ts';
import { classOid, procOid, roleOid, schemaOid, typeOid } from './oids.ts';
import { doubt, DOUBTFUL, isDoubted, partDoubt, unknownOf } from './doubtful.ts';
import { quoteIdent } from './quote.ts';
import { UNKNOWN, type Row } from './value.ts';
import { allRelations, perRelation, type Read } from './relation-rows.ts';
import type { Wanted } from './wanted.ts';

/**
 * The rows of a table of PostgreSQL's own catalog, of the objects that the fold knows; of any other table UNKNOWN.
 * Those that do not have what is `wanted` may be left out.
 */
export function tableRows(state: State, schema: string, name: string, wanted: Wanted): readonly Row[] | typeof UNKNOWN {
  const isOwn = schema === '' || schema === 'pg_catalog';
  const read =
    schema === 'information_schema' ? INFORMATION_SCHEMA[name] : isOwn ? PG_CATALOG[name] : OTHER[`${schema}.${name}`];
  return read ? read(state, wanted) : UNKNOWN;
}

const isView = ({ form }: Relation): boolean => form === 'view' || form === 'materialized-view';
const kindOf = ({ form, partitioned }: Relation): string =>
  form === 'view' ? 'v' : form === 'materialized-view' ? 'm' : form === 'foreign' ? 'f' : partitioned ? 'p' : 'r';
const rlsOf = (table: Relation): Row[string] => (isDoubted(table, 'rls') ? UNKNOWN : (table.rls ?? UNKNOWN));
const forceRlsOf = (table: Relation): Row[string] => (isDoubted(table, 'rls') ? UNKNOWN : (table.forceRls ?? UNKNOWN));

/** As PostgreSQL keeps it, of the one setting that the fold knows. */
const configOf = (routine: Routine): Row[string] => {
  const { searchPath, state } = routine;
  if (isDoubted(routine, 'settings')) return UNKNOWN;
  if (searchPath) return [`search_path=${searchPath.map((one) => quoteIdent(one)).join(', ')}`];
  return state === 'ghost' ? UNKNOWN : null;
};

const tables: Read = (state) =>
  allRelations(state)
    .filter((one) => !isView(one))
    .map((one) => ({
      schemaname: one.schema,
      tablename: one.name,
      tableowner: one.owner ?? UNKNOWN,
      rowsecurity: rlsOf(one),
      ...doubt(one),
    }));

const policies: Read = perRelation(
  (table) => [
    ...table.policies.map((one): Row => ({
      schemaname: table.schema,
      tablename: table.name,
      policyname: one.name,
      cmd: one.command === 'all' ? 'ALL' : one.command.toUpperCase(),
      permissive: one.permissive ? 'PERMISSIVE' : 'RESTRICTIVE',
      roles: one.roles,
      qual: one.using ? UNKNOWN : null,
      with_check: one.check ? UNKNOWN : null,
      ...partDoubt(table, 'policies', one.name),
    })),
    ...unknownOf(table, 'policies', {
      schemaname: table.schema,
      tablename: table.name,
      policyname: UNKNOWN,
      cmd: UNKNOWN,
      roles: UNKNOWN,
    }),
  ],
  'tablename',
);

const classes: Read = (state) => [
  ...allRelations(state).map((one): Row => ({
    oid: classOid(one),
    relname: one.name,
    relnamespace: schemaOid(one.schema),
    relkind: kindOf(one),
    relrowsecurity: rlsOf(one),
    relforcerowsecurity: forceRlsOf(one),
    relowner: one.owner === undefined ? UNKNOWN : roleOid(one.owner),
    relispartition: one.parent !== undefined,
    ...doubt(one),
  })),
  ...indexesOf(state).map((one): Row => ({
    oid: classOid(one),
    relname: one.name,
    relnamespace: schemaOid(one.schema),
    relkind: 'i',
    relispartition: false,
  })),
  ...[...state.sequences.values()].map((one): Row => ({
    oid: classOid(one),
    relname: one.name,
    relnamespace: schemaOid(one.schema),
    relkind: 'S',
    relispartition: false,
  })),
];

const indexesOf = (state: State) => [...state.indexes.values(), ...allRelations(state).flatMap(constraintIndexes)];
const CONSTRAINTS = { 'primary-key': 'p', unique: 'u', 'foreign-key': 'f', check: 'c', exclusion: 'x' } as const;
const CONSTRAINT_NAMES = { p: 'PRIMARY KEY', u: 'UNIQUE', f: 'FOREIGN KEY', c: 'CHECK', x: 'EXCLUDE' } as const;

const columns: Read = perRelation((table) => {
  const of = { table_schema: table.schema, table_name: table.name, table_catalog: 'postgres' };
  return [
    ...table.columns.map((one): Row => ({
      ...of,
      column_name: one.name,
      data_type:
        one.type.text === ''
          ? UNKNOWN
          : one.type.array
            ? 'ARRAY'
            : one.type.schema
              ? 'USER-DEFINED'
              : one.type.text.replace(/\(.*?\)/, ''),
      udt_name: one.type.schema ? one.type.name : UNKNOWN,
      is_nullable: one.notNull ? 'NO' : 'YES',
      column_default: one.default || one.generated === 'serial' ? UNKNOWN : null,
      is_identity: one.generated === 'identity' ? 'YES' : 'NO',
      ...partDoubt(table, 'columns', one.name),
    })),
    ...unknownOf(table, 'columns', { ...of, column_name: UNKNOWN, data_type: UNKNOWN, is_nullable: UNKNOWN }),
  ];
}, 'table_name');

const routines = (state: State) => [...state.routines.values()].flat();

const PG_CATALOG: Readonly<Record<string, Read>> = {
  pg_tables: tables,
  pg_policies: policies,
  pg_policy: perRelation((table) => [
    ...table.policies.map((one): Row => ({
      polname: one.name,
      polrelid: classOid(table),
      ...partDoubt(table, 'policies', one.name),
    })),
    ...unknownOf(table, 'policies', { polname: UNKNOWN, polrelid: classOid(table) }),
  ]),
  pg_views: (state) =>
    allRelations(state)
      .filter(({ form }) => form === 'view')
      .map((one) => ({ schemaname: one.schema, viewname: one.name, ...doubt(one) })),
  pg_matviews: (state) =>
    allRelations(state)
      .filter(({ form }) => form === 'materialized-view')
      .map((one) => ({ schemaname: one.schema, matviewname: one.name, ...doubt(one) })),
  pg_class: classes,
  pg_namespace: ({ schemas }) => [...schemas.values()].map(({ name }) => ({ oid: schemaOid(name), nspname: name })),
  pg_attribute: perRelation((table) => [
    ...table.columns.map((one, i): Row => ({
      attrelid: classOid(table),
      attname: one.name,
      attnum: i + 1,
      attisdropped: false,
      attnotnull: one.notNull,
      atthasdef: one.default !== undefined || one.generated === 'serial',
      attidentity: one.generated === 'identity' ? UNKNOWN : '',
      ...partDoubt(table, 'columns', one.name),
    })),
    ...unknownOf(table, 'columns', {
      attrelid: classOid(table),
      attname: UNKNOWN,
      attnum: UNKNOWN,
      attisdropped: false,
      attnotnull: UNKNOWN,
    }),
  ]),
  pg_constraint: perRelation((table) => [
    ...table.constraints.map((one): Row => ({
      conname: one.name,
      conrelid: classOid(table),
      connamespace: schemaOid(table.schema),
      contype: CONSTRAINTS[one.kind],
      confrelid: one.references ? classOid(one.references) : UNKNOWN,
      convalidated: !one.notValid,
      ...partDoubt(table, 'constraints', one.name),
    })),
    ...unknownOf(table, 'constraints', {
      conname: UNKNOWN,
      conrelid: classOid(table),
      connamespace: schemaOid(table.schema),
      contype: UNKNOWN,
    }),
  ]),
  pg_indexes: (state) => [
    ...indexesOf(state).map((one): Row => ({
      schemaname: one.schema,
      indexname: one.name,
      tablename: one.table.name,
      indexdef: UNKNOWN,
    })),
    ...allRelations(state).flatMap((table) =>
      unknownOf(table, 'constraints', {
        schemaname: table.schema,
        tablename: table.name,
        indexname: UNKNOWN,
        indexdef: UNKNOWN,
      }),
    ),
  ],
  pg_proc: (state) =>
    routines(state).map((one): Row => ({
      oid: procOid(one),
      proname: one.name,
      pronamespace: schemaOid(one.schema),
      prosecdef: one.securityDefiner ?? UNKNOWN,
      prokind: one.returns === '' ? 'p' : 'f',
      pronargs: inputTypes(one.arguments).length,
      proconfig: configOf(one),
      ...doubt(one),
    })),
  pg_type: (state) => [
    ...[...state.types.values()].map((one): Row => ({
      oid: typeOid(one),
      typname: one.name,
      typnamespace: schemaOid(one.schema),
      typtype: one.form === 'enum' ? 'e' : one.form === 'domain' ? 'd' : one.form === 'composite' ? 'c' : UNKNOWN,
      ...doubt(one),
    })),
    ...allRelations(state).map((one): Row => ({
      oid: typeOid(one),
      typname: one.name,
      typnamespace: schemaOid(one.schema),
      typtype: 'c',
    })),
  ],
  pg_enum: ({ types }) =>
    [...types.values()].flatMap((type) =>
      type.state === 'ghost'
        ? [{ enumtypid: typeOid(type), enumlabel: UNKNOWN, [DOUBTFUL]: true }]
        : (type.values ?? []).map((value): Row => ({ enumtypid: typeOid(type), enumlabel: value, ...doubt(type) })),
    ),
  pg_trigger: perRelation((table) => [
    ...table.triggers.map((one): Row => ({
      tgname: one.name,
      tgrelid: classOid(table),
      tgisinternal: false,
      tgenabled: one.disabled ? 'D' : 'O',
      ...partDoubt(table, 'triggers', one.name),
    })),
    ...unknownOf(table, 'triggers', { tgname: UNKNOWN, tgrelid: classOid(table), tgisinternal: false }),
  ]),
  pg_sequences: ({ sequences }) =>
    [...sequences.values()].map(({ schema, name }) => ({ schemaname: schema, sequencename: name })),
  pg_publication: ({ publications }) =>
    [...publications.values()].map(({ name, allTables }): Row => ({ pubname: name, puballtables: allTables })),
  pg_publication_tables: ({ publications }) =>
    [...publications.values()].flatMap(({ name, tables: listed, allTables }): readonly Row[] => [
      ...listed.map((table): Row => ({ pubname: name, schemaname: table.schema, tablename: table.name })),
      ...(allTables ? [unknownTable(name)] : []),
    ]),
  // roles and extensions come from elsewhere too
  pg_roles: ({ roles }) => [
    ...[...roles.keys()].map((name): Row => ({ oid: roleOid(name), rolname: name })),
    { rolname: UNKNOWN, [DOUBTFUL]: true },
  ],
  pg_extension: ({ extensions }) => [
    ...[...extensions.values()].map(({ schema, name }): Row => ({ extname: name, extnamespace: schemaOid(schema) })),
    { extname: UNKNOWN, [DOUBTFUL]: true },
  ],
};

function unknownTable(pubname: string): Row {
  return { pubname, schemaname: UNKNOWN, tablename: UNKNOWN, [DOUBTFUL]: true };
}

const INFORMATION_SCHEMA: Readonly<Record<string, Read>> = {
  tables: (state) =>
    allRelations(state)
      .filter(({ form }) => form !== 'materialized-view')
      .map((one) => ({
        table_schema: one.schema,
        table_name: one.name,
        table_type: isView(one) ? 'VIEW' : 'BASE TABLE',
        ...doubt(one),
      })),
  views: (state) =>
    allRelations(state)
      .filter(({ form }) => form === 'view')
      .map((one) => ({ table_schema: one.schema, table_name: one.name, ...doubt(one) })),
  columns,
  schemata: ({ schemas }) => [...schemas.keys()].map((name) => ({ schema_name: name })),
  routines: (state) =>
    routines(state).map((one) => ({
      routine_schema: one.schema,
      routine_name: one.name,
      routine_type: one.returns === '' ? 'PROCEDURE' : 'FUNCTION',
      ...doubt(one),
    })),
  triggers: perRelation(
    (table) => [
      ...table.triggers.map((one): Row => ({
        trigger_name: one.name,
        trigger_schema: table.schema,
        event_object_schema: table.schema,
        event_object_table: table.name,
        ...partDoubt(table, 'triggers', one.name),
      })),
      ...unknownOf(table, 'triggers', {
        trigger_name: UNKNOWN,
        event_object_schema: table.schema,
        event_object_table: table.name,
      }),
    ],
    'event_object_table',
  ),
  table_constraints: perRelation((table) => {
    const of = { table_schema: table.schema, table_name: table.name, constraint_schema: table.schema };
    return [
      ...table.constraints.map((one): Row => ({
        ...of,
        constraint_name: one.name,
        constraint_type: CONSTRAINT_NAMES[CONSTRAINTS[one.kind]],
        ...partDoubt(table, 'constraints', one.name),
      })),
      ...unknownOf(table, 'constraints', { ...of, constraint_name: UNKNOWN, constraint_type: UNKNOWN }),
    ];
  }, 'table_name'),
};

const OTHER: Readonly<Record<string, Read>> = {
  'storage.buckets': ({ buckets }) => [
    ...[...buckets.values()].map((one): Row => ({ id: one.name, name: one.name, public: one.public ?? UNKNOWN })),
    // others may have been made by hand
    { id: UNKNOWN, name: UNKNOWN, public: UNKNOWN, [DOUBTFUL]: true },
  ],
};
