import type { Cause } from '../../model/binding.ts';
import type { Catalog, Column, Relation } from '../../model/catalog.ts';
import type { Doubt } from '../../model/sql-doubt.ts';
import type { ColumnSource, ColumnTerm, NullabilityTerm, RelationName } from '../../model/sql-question.ts';
import { checkedColumns } from '../../matches/sql-questions/proven.ts';
import { viewColumn } from '../../matches/sql-questions/view-column.ts';

type Answer = boolean | Cause;
/** `nullable`, handed in: the two call each other. */
type Nullable = (term: NullabilityTerm, catalog: Catalog) => Answer;

/** Whether a column may be NULL. The nearest query with such a column is meant; SQL refuses a name that two have. */
export function columnNullable(term: ColumnTerm, catalog: Catalog, nullable: Nullable): Answer {
  const { name, levels, otherwise } = term;
  for (const sources of levels) {
    const answers = sources.map((source) => sourceColumn(name, source, catalog, nullable));
    const found =
      answers.find((answer) => typeof answer === 'boolean') ?? answers.find((answer) => answer !== undefined);
    if (found !== undefined) return found;
  }
  if (otherwise) return nullable(otherwise, catalog);
  return { kind: 'not-read', message: `No table that is read here is known to have a column '${name}'.` };
}

/** Undefined: it has no such column. A cause: it may have one. */
function sourceColumn(name: string, source: ColumnSource, catalog: Catalog, nullable: Nullable): Answer | undefined {
  const answer = ofSource(name, source, catalog, nullable);
  return answer !== undefined && typeof answer === 'boolean' && source.outer ? true : answer;
}

function ofSource(name: string, source: ColumnSource, catalog: Catalog, nullable: Nullable): Answer | undefined {
  switch (source.from) {
    case 'relation':
      return relationColumn(name, source.relation, catalog, nullable);
    case 'query':
      return nullable(source.of, catalog);
    case 'star': {
      const found = source.sources
        .map((one) => sourceColumn(name, one, catalog, nullable))
        .find((one) => one !== undefined);
      return typeof found === 'boolean' && source.proven ? false : found;
    }
    case 'unknown':
      return source.cause;
  }
}

function relationColumn(
  name: string,
  { schema, name: table }: RelationName,
  catalog: Catalog,
  nullable: Nullable,
): Answer | undefined {
  const relation = relationNamed(schema, table, catalog);
  if (!relation) return missing(table, catalog);
  if (SYSTEM_COLUMNS.has(name)) return false;
  const doubt = relation.uncertain ?? relation.doubts?.find((one) => mayChange(one, name))?.cause;
  if (doubt) return doubt;
  const column = relation.columns.find((one) => one.name === name);
  if (!column) return relation.complete ? undefined : notAllShown(relation);
  if (relation.query) {
    const names = relation.columns.map((one) => one.name);
    return nullable(viewColumn(name, relation.query.tree, names), catalog);
  }
  if (refusesNull(column, relation, catalog)) return false;
  // of the platform's tables only the keys are said to be NOT NULL
  return relation.state === 'ghost' || relation.platform ? notAllShown(relation) : true;
}

function mayChange({ aspect, part }: Doubt, column: string): boolean {
  return aspect === 'constraints' || (aspect === 'columns' && (part === undefined || part === column));
}

const SYSTEM_COLUMNS = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid']);

export function relationNamed(
  schema: string | undefined,
  name: string,
  { relations, context }: Catalog,
): Relation | undefined {
  const schemas = schema === undefined ? context.searchPath : [schema];
  const found = schemas.map((one) => relations.find((it) => it.name === name && it.schema === one));
  return found.find((one) => one !== undefined);
}

function missing(table: string, { opaque, unreadSql }: Catalog): Cause {
  const word = table.toLowerCase();
  const made = opaque.find(({ mentions, touch }) => touch?.aspect === undefined && mentions.includes(word));
  const message = `The table '${table}' is not in the migrations.`;
  return made?.cause ?? unreadSql[0] ?? { kind: 'not-read', message };
}

function notAllShown({ schema, name, definedAt }: Relation): Cause {
  return { kind: 'not-read', message: `The migrations do not show all of '${schema}.${name}'.`, place: definedAt };
}

/** NOT NULL, a type that refuses NULL, or a CHECK that does. */
function refusesNull({ name, notNull, type }: Column, { constraints }: Relation, { types }: Catalog): boolean {
  const domain = types.find(
    (one) =>
      one.form === 'domain' && one.name === type.name && one.schema === (type.schema ?? one.schema) && !type.array,
  );
  const checks = [...constraints, ...(domain?.checks ?? [])].filter((one) => one.kind === 'check' && !one.notValid);
  const checked = checks.flatMap(({ expression }) => checkedColumns(expression?.tree ?? null));
  return (
    notNull || domain?.notNull === true || checked.includes(name) || (domain !== undefined && checked.includes('value'))
  );
}
