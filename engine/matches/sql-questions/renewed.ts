import type { SqlStatement } from '../../documents/sql/node.ts';
import { fields, items, strings, text } from '../../documents/sql/pg-tree.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json, TreeNode } from '../../model/document.ts';
import type { RelationName } from '../../model/sql-question.ts';
import type { DocumentView } from '../matcher.ts';
import { parentOf } from '../sql/embedded.ts';
import { sqlNodesIn } from '../sql/surroundings.ts';

/** What a statement does to names of tables and materialized views. */
interface Event {
  readonly statement: SqlStatement;
  readonly gone?: readonly RelationName[];
  readonly goneSchemas?: readonly string[];
  readonly made?: RelationName;
  /** IF NOT EXISTS: what is there stays. */
  readonly lenient?: true;
  /** What `made` was called before. */
  readonly from?: RelationName;
  readonly undone?: true;
}

const EVENTS = Symbol('tables that a file drops and makes');

/** The tables that a file made, in the place of those that it dropped or named otherwise, before a statement of its own. */
export function renewedBefore(node: TreeNode, view: DocumentView): readonly RelationName[] {
  const events = view.memo(EVENTS, () => eventsIn(view));
  if (!events.some(({ gone, goneSchemas }) => gone !== undefined || goneSchemas !== undefined)) return [];
  const around = new Set<TreeNode | undefined>([undefined]);
  for (let up = parentOf(node, view); up; up = parentOf(up, view)) around.add(up);
  const names: Names = { gone: new Set(), goneSchemas: new Set(), made: new Map() };
  for (const event of events) {
    // of what stands in another branch nobody knows whether it was run
    if (event.statement.range[1] > node.range[0] || !around.has(parentOf(event.statement, view))) continue;
    happen(event, names);
  }
  return [...names.made.values()].filter((one) => isGone(one, names));
}

/** What has become of names up to a point of a file. */
interface Names {
  readonly gone: Set<string>;
  readonly goneSchemas: Set<string>;
  /** What the file has made, by its keys. */
  readonly made: Map<string, RelationName>;
}

function happen({ gone = [], goneSchemas = [], made, lenient, from, undone }: Event, names: Names): void {
  if (undone) for (const all of [names.gone, names.goneSchemas, names.made]) all.clear();
  const isNew = made && (from ? names.made.has(keyOf(from)) : !lenient || isGone(made, names));
  for (const one of gone) {
    names.gone.add(keyOf(one));
    names.made.delete(keyOf(one));
  }
  for (const schema of goneSchemas) {
    names.goneSchemas.add(schema);
    for (const [key, one] of names.made) if (schemaOf(one) === schema) names.made.delete(key);
  }
  if (isNew) names.made.set(keyOf(made), made);
}

function isGone(name: RelationName, { gone, goneSchemas }: Names): boolean {
  return gone.has(keyOf(name)) || goneSchemas.has(schemaOf(name));
}

function keyOf(relation: RelationName): string {
  return JSON.stringify([schemaOf(relation), relation.name]);
}

function schemaOf({ schema = 'public' }: RelationName): string {
  return schema;
}

function eventsIn(view: DocumentView): readonly Event[] {
  const statements = sqlNodesIn(['statement'], view) as readonly SqlStatement[];
  return statements.flatMap((statement) => {
    const event = eventOf(statement.raw ?? {});
    return event ? [{ statement, ...event }] : [];
  });
}

/** What has rows of its own, and so indexes. */
const KEPT = ['OBJECT_TABLE', 'OBJECT_MATVIEW'];

function eventOf(raw: NonNullable<SqlStatement['raw']>): Omit<Event, 'statement'> | undefined {
  const { CreateStmt, CreateTableAsStmt, DropStmt, RenameStmt, AlterObjectSchemaStmt, TransactionStmt } = raw;
  const create = CreateStmt ?? CreateTableAsStmt;
  if (create) {
    const made = relation(create.relation ?? fields(create.into).rel);
    return { made, ...(create.if_not_exists === true && { lenient: true as const }) };
  }
  if (RenameStmt && KEPT.includes(text(RenameStmt.renameType))) {
    const from = relation(RenameStmt.relation);
    return { gone: [from], from, made: { ...from, name: text(RenameStmt.newname) } };
  }
  if (AlterObjectSchemaStmt && KEPT.includes(text(AlterObjectSchemaStmt.objectType))) {
    const from = relation(AlterObjectSchemaStmt.relation);
    return { gone: [from], from, made: { ...from, schema: text(AlterObjectSchemaStmt.newschema) } };
  }
  if (DropStmt?.removeType === 'OBJECT_SCHEMA') return { goneSchemas: items(DropStmt.objects).map(schemaNamed) };
  if (DropStmt && KEPT.includes(text(DropStmt.removeType))) return { gone: droppedBy(DropStmt) };
  // what was dropped is there again
  return text(TransactionStmt?.kind).startsWith('TRANS_STMT_ROLLBACK') ? { undone: true } : undefined;
}

function schemaNamed(object: Json): string {
  return text(fields(fields(object).String).sval);
}

function relation(value: Json | undefined): RelationName {
  const { schemaname, relname } = fields(value);
  return { ...(schemaname !== undefined && { schema: text(schemaname) }), name: text(relname) };
}

function droppedBy({ objects }: PgFields): readonly RelationName[] {
  return items(objects).map((object) => {
    const [name = '', schema] = strings(fields(fields(object).List).items).toReversed();
    return { ...(schema !== undefined && { schema }), name };
  });
}
