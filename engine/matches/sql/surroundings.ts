import { tokenIndex, type Token } from '../../documents/sql/lexer.ts';
import type { SqlExpression, SqlNode, SqlStatement } from '../../documents/sql/node.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import { expressionRange } from '../../documents/sql/ranges.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { TreeNode } from '../../model/document.ts';
import type { DocumentView } from '../matcher.ts';
import type { Surroundings } from './bind.ts';
import { embeddedNodes, fillingOf, isOpenName } from './embedded.ts';

/** The nodes of SQL in a document: of a file of SQL, or in the strings and templates of code. */
export function sqlNodesIn(types: readonly string[], view: DocumentView, scope?: TreeNode): readonly SqlNode[] {
  if (view.document.family === 'code') return embeddedNodes(types, view, scope);
  // steps ask for the nodes of one body again and again: no walk over the whole file for each
  return view.index.all(scope).filter((node): node is SqlNode => types.includes(node.type));
}

const NODES = Symbol('sql nodes by tree');

/** What stands around the tree of a statement or expression: its text, and the nodes that its parts are. */
export function surroundingsOf(target: SqlExpression | SqlStatement, view: DocumentView): Surroundings {
  const statement = target.type === 'statement' ? target : target.statement;
  const { text, path } = view.document.file;
  const nodes = (): ReadonlyMap<PgFields | undefined, TreeNode> =>
    view.memo(
      NODES,
      () => new Map(sqlNodesIn(['statement', 'expression'], view).map((node) => [fieldsIn(node), node])),
    );
  return {
    path,
    ...(view.document.family === 'code' && {
      filling: (of) => fillingOf(of, target, view),
      isOpenName: (actual, wanted) => isOpenName(actual, wanted, view),
    }),
    textOf: (node) => text.slice(...(expressionRange(node, statement.tokens, statement.at) ?? target.range)),
    nodeOf: (node) => nodes().get(node[tagOf(node)]),
    nameNode: (location, name) => {
      const token = nameToken(statement, location, name);
      return token && { type: 'name', range: token.range };
    },
  };
}

function nameToken({ tokens, at }: SqlStatement, location: number | undefined, name: string): Token | undefined {
  const from = location === undefined ? 0 : tokenIndex(tokens, at(location));
  const near = tokens.slice(from, location === undefined ? undefined : from + 5);
  const found = near.filter(({ value, kind }) => value === name && kind !== 'string');
  return location === undefined && found.length > 1 ? undefined : found[0];
}

/** The wrapper with the tag is made anew at times, what it wraps is the tree's own. */
function fieldsIn(node: SqlNode): PgFields | undefined {
  const raw = node.type === 'statement' || node.type === 'expression' ? node.raw : undefined;
  return raw?.[tagOf(raw)];
}
