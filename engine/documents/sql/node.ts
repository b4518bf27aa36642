import type { TreeNode } from '../../model/document.ts';
import type { Dialect, StatementKind } from '../../model/sql.ts';
import type { Token } from './lexer.ts';
import type { ToOffset } from './offsets.ts';
import type { PgNode } from './postgres.ts';

export interface SqlFile extends TreeNode {
  readonly type: 'sql-file';
  readonly statements: readonly SqlStatement[];
}

/** A statement, also one inside another: a subquery, a CTE. */
export interface SqlStatement extends TreeNode {
  readonly type: 'statement';
  readonly kind: StatementKind;
  readonly dialect: Dialect;
  /** Without leading comments, white space and the closing `;`. */
  readonly text: string;
  /** The tree of PostgreSQL's parser; absent in other dialects and where the statement does not parse. */
  readonly raw?: PgNode;
  /** The tree of node-sql-parser. */
  readonly foreign?: ForeignTree;
  readonly tokens: readonly Token[];
  /** From byte offsets in `raw` to offsets in the file. */
  readonly at: ToOffset;
}

export interface SqlExpression extends TreeNode {
  readonly type: 'expression';
  readonly raw: PgNode;
  readonly text: string;
  readonly statement: SqlStatement;
}

export type SqlNode = SqlFile | SqlStatement | SqlExpression;

/** What other dialects' parsers leave: plain objects of node-sql-parser. */
export type ForeignTree = { readonly [key: string]: unknown };
