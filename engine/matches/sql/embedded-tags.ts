import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { importedName } from '../../documents/javascript/imported.ts';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import type { DocumentView } from '../matcher.ts';

type Node = TSESTree.Node;

const DRIVERS = new Set(['postgres', '@vercel/postgres', '@neondatabase/serverless', 'bun']);

/** Whether a tag makes a query, or part of one, whose values are bound: `sql`, `db.sql`, `$queryRaw`, `sql.type(row)`, a client of postgres.js. */
export function isSqlTag(view: DocumentView, tag: Node): boolean {
  switch (tag.type) {
    case 'Identifier':
      return /^(?:sql|SQL)$/.test(tag.name) || isImportedTag(view, tag) || isClient(view, tag);
    case 'MemberExpression':
      return tag.property.type === 'Identifier' && isTagMember(tag, tag.property.name);
    case 'CallExpression':
      return (
        isSqlTag(view, tag.callee) || (tag.callee.type === 'MemberExpression' && isSqlTag(view, tag.callee.object))
      );
    case 'TSInstantiationExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return isSqlTag(view, tag.expression);
    default:
      return false;
  }
}

/** `sql.fragment` and `sql.unsafe` of slonik, `this.prisma.$queryRaw`. */
function isTagMember({ object }: TSESTree.MemberExpression, name: string): boolean {
  if (/^(?:sql|SQL|\$queryRaw|\$executeRaw)$/.test(name)) return true;
  return object.type === 'Identifier' && object.name === 'sql' && /^(?:fragment|unsafe|raw)$/.test(name);
}

function isImportedTag(view: DocumentView, tag: TSESTree.Identifier): boolean {
  const name = importedName(view, tag);
  return (
    name !== undefined && (name.name === 'sql' || (name.name === 'default' && name.from === 'sql-template-strings'))
  );
}

/** `const db = postgres(url)`, `neon(url)`. */
function isClient(view: DocumentView, tag: TSESTree.Identifier): boolean {
  const made = initialiserOf(view, tag);
  const callee = made?.type === 'CallExpression' || made?.type === 'NewExpression' ? made.callee : undefined;
  const from = callee && importedName(view, callee)?.from;
  return from !== undefined && DRIVERS.has(from);
}
