import type { SqlStatement } from '../../documents/sql/node.ts';
import { fields, items, strings, text } from '../../documents/sql/pg-tree.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json, TreeNode } from '../../model/document.ts';
import type { RelationName } from '../../model/sql-question.ts';
import type { DocumentView } from '../matcher.ts';
import { parentOf } from '../sql/embedded.ts';
import { sqlNodesIn } from '../sql/surroundings.ts';

interface Event {
  readonly statement: SqlStatement;
  readonly gone: readonly RelationName[];
  readonly made?: RelationName;
}

const EVENTS = Symbol('tables that a file drops and makes');

/** The tables that were dropped, or named otherwise, and made anew before a statement of the same file. */
export function renewedBefore(node: TreeNode, view: DocumentView): readonly RelationName[] {
  const events = view.memo(EVENTS, () => eventsIn(view));
  if (!events.some(({ gone }) => gone.length > 0)) return [];
  const around = new Set<TreeNode | undefined>([undefined]);
  for (let up = parentOf(node, view); up; up = parentOf(up, view)) around.add(up);
  const gone = new Set<string>();
  const renewed = new Map<string, RelationName>();
  for (const { statement, gone: lost, made } of events) {
    // of what stands in another branch nobody knows whether it was run
    if (statement.range[1] > node.range[0] || !around.has(parentOf(statement, view))) continue;
    for (const one of lost) {
      gone.add(keyOf(one));
      renewed.delete(keyOf(one));
    }
    if (made && gone.has(keyOf(made))) renewed.set(keyOf(made), made);
  }
  return [...renewed.values()];
}

function keyOf({ schema = 'public', name }: RelationName): string {
  return JSON.stringify([schema, name]);
}

function eventsIn(view: DocumentView): readonly Event[] {
  const statements = sqlNodesIn(['statement'], view) as readonly SqlStatement[];
  return statements.flatMap((statement): readonly Event[] => {
    const { CreateStmt, CreateTableAsStmt, DropStmt, RenameStmt } = statement.raw ?? {};
    const made = CreateStmt?.relation ?? fields(CreateTableAsStmt?.into).rel;
    if (made !== undefined) return [{ statement, gone: [], made: relation(made) }];
    if (RenameStmt?.renameType === 'OBJECT_TABLE') return [{ statement, gone: [relation(RenameStmt.relation)] }];
    const isTable = DropStmt?.removeType === 'OBJECT_TABLE';
    return isTable ? [{ statement, gone: droppedBy(DropStmt) }] : [];
  });
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
