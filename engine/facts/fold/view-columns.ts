import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Column } from '../../model/catalog.ts';
import type { Json } from '../../model/document.ts';
import type { Place } from '../../model/region.ts';
import type { TypeName } from '../../model/sql.ts';
import { nodesOf } from '../changes/expression.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { typeNamed } from './column-types.ts';
import { figuredName, figuredType } from './expression-shape.ts';
import { findRoutines } from './routines.ts';
import { key, resolve, type State } from './state.ts';

/** A table of a FROM clause: the name it goes by, and its columns, of a function's result not all. */
interface Source {
  readonly alias: string;
  readonly columns: readonly Column[];
  readonly complete: boolean;
  /** Of a table or view its key. */
  readonly table?: string;
}

export interface Selected {
  readonly columns: readonly Column[];
  readonly complete: boolean;
}

/** What a query is looked at with. */
interface Looking {
  readonly state: State;
  readonly place: Place;
  /** Columns that a `*` stands for, with the key of their table. */
  readonly expanded: Set<string>;
}

/** The columns that a query returns. A type that only running it would tell is empty. */
export function selectedColumns(
  state: State,
  query: Json,
  place: Place,
): Selected & { readonly expanded: ReadonlySet<string> } {
  const looking: Looking = { state, place, expanded: new Set() };
  const selected = columnsOf(query, [], looking);
  for (const { subselect } of nodesOf(query, 'SubLink')) columnsOf(subselect ?? null, [], looking);
  return { ...selected, expanded: looking.expanded };
}

function columnsOf(node: Json, outer: readonly Source[], looking: Looking): Selected {
  const select = fieldsOf(node);
  const known = [...withSources(select.withClause ?? null, outer, looking), ...outer];
  if (select.op !== undefined && select.op !== 'SETOP_NONE') {
    const left = columnsOf({ SelectStmt: select.larg ?? null }, known, looking);
    return united(left, columnsOf({ SelectStmt: select.rarg ?? null }, known, looking));
  }
  const rows = items(select.valuesLists);
  if (rows.length > 0) return valuesColumns(rows[0]!, looking);
  const sources = items(select.fromClause).flatMap((item) => sourcesOf(item, known, looking));
  const targets = items(select.targetList).map((target) => targetColumns(target, sources, looking));
  return { columns: targets.flatMap(({ columns }) => columns), complete: targets.every(({ complete }) => complete) };
}

function withSources(clause: Json, outer: readonly Source[], looking: Looking): readonly Source[] {
  return items(fields(clause).ctes)
    .map(fieldsOf)
    .reduce<readonly Source[]>((known, { ctename, ctequery, aliascolnames }) => {
      const { columns, complete } = columnsOf(ctequery ?? null, [...known, ...outer], looking);
      return [{ alias: text(ctename), columns: renamed(columns, strings(aliascolnames)), complete }, ...known];
    }, []);
}

function valuesColumns(row: Json, { place }: Looking): Selected {
  const cells = items(fieldsOf(row).items);
  return { columns: cells.map((cell, i) => column(place, `column${i + 1}`, figuredType(cell))), complete: true };
}

function sourcesOf(item: Json, known: readonly Source[], looking: Looking): readonly Source[] {
  const [tag = ''] = Object.keys(fields(item));
  const inner = fieldsOf(item);
  const alias = text(fields(inner.alias).aliasname);
  const names = strings(fields(inner.alias).colnames);
  if (tag === 'RangeVar') return [tableSource(inner, { alias, names }, known, looking)];
  if (tag === 'RangeSubselect') {
    const { columns, complete } = columnsOf(inner.subquery ?? null, known, looking);
    return [{ alias, columns: renamed(columns, names), complete }];
  }
  if (tag === 'JoinExpr') return joined(inner, known, looking);
  const called = tag === 'RangeFunction' ? functionColumns(inner, looking) : undefined;
  if (called) return [{ alias, columns: renamed(called, names), complete: true }];
  return [{ alias, columns: names.map((name) => column(looking.place, name)), complete: false }];
}

/** What a function of ours says it returns: RETURNS TABLE, OUT parameters, SETOF a table. */
function functionColumns({ functions }: PgFields, { state, place }: Looking): readonly Column[] | undefined {
  const { funcname } = fieldsOf(items(fieldsOf(items(functions)[0]).items)[0]);
  const [schema, name] = [strings(funcname).at(-2), strings(funcname).at(-1) ?? ''];
  const { named } = findRoutines(state, { ...(schema !== undefined && { schema }), name, place });
  const [routine] = named;
  if (!routine || named.length > 1) return undefined;
  const out = routine.arguments.filter(({ mode }) => mode !== 'in' && mode !== 'variadic');
  if (out.length > 0) return out.map((one) => column(place, one.name ?? routine.name, typeNamed(one.type)));
  const [table = '', of] = routine.returns.split('.').reverse();
  const relation = state.relations.get(
    key(resolve(state, { ...(of && { schema: of }), name: table }, state.relations)),
  );
  return relation?.complete ? relation.columns : undefined;
}

function tableSource(
  { schemaname, relname }: PgFields,
  { alias, names }: { readonly alias: string; readonly names: readonly string[] },
  known: readonly Source[],
  { state }: Looking,
): Source {
  const name = text(relname);
  const schema = text(schemaname);
  const own = schema === '' ? known.find((source) => source.alias === name) : undefined;
  const target = resolve(state, { ...(schema && { schema }), name }, state.relations);
  const relation = own ? undefined : state.relations.get(key(target));
  const columns = own?.columns ?? relation?.columns ?? [];
  return {
    alias: alias || name,
    columns: renamed(columns, names),
    complete: (own ?? relation)?.complete ?? false,
    ...(relation && { table: key(relation) }),
  };
}

/** Of columns joined by USING only the left one is left. */
function joined(inner: PgFields, known: readonly Source[], looking: Looking): readonly Source[] {
  const left = sourcesOf(inner.larg ?? null, known, looking);
  const right = sourcesOf(inner.rarg ?? null, known, looking);
  const using = strings(inner.usingClause);
  const natural = inner.isNatural === true;
  const has = ({ columns }: Source, name: string): boolean => columns.some((one) => one.name === name);
  const rest = right.map((source) => ({
    ...source,
    complete: source.complete && !(natural && left.some(({ complete }) => !complete)),
    columns: source.columns.filter(
      ({ name }) => !(natural ? left.some((one) => has(one, name)) : using.includes(name)),
    ),
  }));
  return [...left, ...rest];
}

function targetColumns(target: Json, sources: readonly Source[], { place, expanded }: Looking): Selected {
  const { name, val } = fieldsOf(target);
  const parts = items(fieldsOf(val).fields);
  const isStar = parts.some((part) => 'A_Star' in (part as object));
  if (!isStar)
    return { columns: [column(place, text(name) || figuredName(val), typeOf(val, sources))], complete: true };
  const of = strings(parts.filter((part) => !('A_Star' in (part as object)))).at(-1);
  const meant = of === undefined ? sources : sources.filter(({ alias }) => alias === of);
  for (const { table, columns } of meant) if (table) for (const one of columns) expanded.add(`${table}\0${one.name}`);
  return {
    columns: meant.flatMap(({ columns }) => columns.map((one) => column(place, one.name, one.type))),
    complete: meant.length > 0 && meant.every(({ complete }) => complete),
  };
}

function typeOf(node: Json | undefined, sources: readonly Source[]): TypeName | undefined {
  return figuredType(node, (parts) => {
    const [name, of] = [parts.at(-1), parts.at(-2)];
    const found = sources
      .filter(({ alias }) => of === undefined || alias === of)
      .flatMap(({ columns }) => columns.filter((one) => one.name === name));
    return found.length === 1 ? found[0]!.type : undefined;
  });
}

function column(place: Place, name: string, type: TypeName = UNKNOWN): Column {
  return { name, type, notNull: false, definedAt: place };
}

/** The columns of both sides of a set operation, with the names of the left one. */
function united(left: Selected, right: Selected): Selected {
  const columns = left.columns.map((one, i) => ({ ...one, type: unitedType(one.type, right.columns[i]?.type) }));
  return { columns, complete: left.complete };
}

/** Modifiers that differ are lost; of types that differ we do not say which one it is. */
function unitedType(left: TypeName, right: TypeName = UNKNOWN): TypeName {
  if (right.text === '' || left.text === right.text) return left;
  const bare = (text: string): string => text.replace(/\(.*?\)/, '');
  return bare(left.text) === bare(right.text) ? { ...left, text: bare(left.text) } : UNKNOWN;
}

const UNKNOWN: TypeName = { text: '', name: '', array: false };

function renamed(columns: readonly Column[], names: readonly string[]): readonly Column[] {
  return columns.map((one, i) => ({ ...one, name: names[i] ?? one.name }));
}
