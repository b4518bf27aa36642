import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { Dialect, StatementKind } from '../../model/sql.ts';
import type { ChosenDialect } from './dialect.ts';
import type { Token } from './lexer.ts';
import type { ToOffset } from './offsets.ts';
import type { PgNode } from './postgres.ts';

export interface SqlFile extends TreeNode {
  readonly type: 'sql-file';
  readonly dialect: ChosenDialect;
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
  /** Of a statement in a PL/pgSQL body: what it puts into variables. */
  readonly into?: PlInto;
}

export interface SqlExpression extends TreeNode {
  readonly type: 'expression';
  readonly raw: PgNode;
  readonly text: string;
  readonly statement: SqlStatement;
}

/**
 * What stands between the quotes of a function or DO block, in EXECUTE of a constant text, or from BEGIN ATOMIC to END: a child
 * of the statement that it is the body of.
 */
export interface SqlBody extends TreeNode {
  readonly type: 'body';
  readonly language: 'sql' | 'plpgsql';
  /** Of PL/pgSQL the one outermost block. */
  readonly statements: readonly BodyStatement[];
  /** Of PL/pgSQL: arguments of the function and declared variables, those of inner blocks too. */
  readonly variables: readonly PlVariable[];
}

export type BodyStatement = SqlStatement | PlStatement;

export interface PlVariable {
  /** Folded; an argument without one is `$1`. */
  readonly name: string;
  readonly isArgument: boolean;
  /** As PostgreSQL prints it; `record`, and `%TYPE` as it is written. */
  readonly type: string;
  readonly notNull: boolean;
  /** Of `ALIAS FOR a` the `a`. */
  readonly initial?: SqlExpression;
  /** ALIAS FOR: the variable that it is another name for. */
  readonly alias?: string;
  /** Of a cursor. */
  readonly query?: SqlStatement;
  /** Of the name, where it stands in the body. */
  readonly range?: Range;
}

export type PlKind =
  | 'block'
  | 'if'
  | 'case'
  | 'loop'
  | 'while'
  | 'for'
  | 'foreach'
  | 'exit'
  | 'continue'
  | 'return'
  | 'return_next'
  | 'return_query'
  | 'raise'
  | 'assert'
  | 'assign'
  | 'perform'
  | 'execute'
  | 'get_diagnostics'
  | 'open'
  | 'fetch'
  | 'close'
  | 'commit'
  | 'rollback'
  | 'null';

/** A statement of PL/pgSQL that is no SQL itself. SQL statements in a body are `SqlStatement`s, with `into` where they have it. */
export interface PlStatement extends TreeNode {
  readonly type: 'pl-statement';
  readonly kind: PlKind;
  readonly text: string;
  readonly label?: string;
  /** IF, ELSIF, ELSE; WHEN of CASE; the body of a block or loop; the handlers of a block. In source order. */
  readonly branches: readonly PlBranch[];
  /**
   * What is returned, assigned, raised (the format, then what it is filled with), asserted, executed, looped over, compared by
   * CASE; the bounds of a range; arguments of a cursor; USING. In source order.
   */
  readonly expressions: readonly SqlExpression[];
  /** Of `for`, `perform` (what follows the word), `return_query`, `open`; absent where a text is executed instead. */
  readonly query?: SqlStatement;
  /** Of `for`: what its expressions, or its query, are. */
  readonly over?: 'range' | 'query' | 'execute' | 'cursor';
  /** Of `execute`, `for`, `return_query` and `open` that execute a constant text. */
  readonly body?: SqlBody;
  /** Variables that it sets: of `assign`, `for`, `foreach`, `fetch`, `execute … into`, `get_diagnostics`. */
  readonly into?: PlInto;
  /** `EXIT WHEN`, `CONTINUE WHEN`. */
  readonly condition?: SqlExpression;
  /** Of `exit` and `continue`: the label of the loop or block that is meant. */
  readonly target?: string;
  /** Of `raise`, in lower case; `exception` where none is said. */
  readonly level?: string;
  /** Of `raise` without a format: `unique_violation`, `sqlstate 22012`. */
  readonly conditions?: readonly string[];
  /** Of `raise` the options behind USING, whose values are the last expressions; of `get_diagnostics` an item for each target. */
  readonly names?: readonly string[];
  /** Of `open`, `fetch`, `close`. */
  readonly cursor?: PlTarget;
  /** Of a block: what it declares. */
  readonly variables?: readonly PlVariable[];
}

export interface PlBranch extends TreeNode {
  readonly type: 'pl-branch';
  readonly role: 'then' | 'elsif' | 'when' | 'else' | 'body' | 'handler';
  /** Of IF, ELSIF, WHILE; of a WHEN of CASE, of several values (`WHEN 1, 2`) a row. */
  readonly condition?: SqlExpression;
  /** Of a handler: `others`, `unique_violation`, `sqlstate 22012`. */
  readonly conditions?: readonly string[];
  readonly statements: readonly BodyStatement[];
}

export interface PlInto {
  readonly strict: boolean;
  readonly targets: readonly PlTarget[];
}

/** A variable, or a field of one (`rec.status`), folded. */
export interface PlTarget {
  readonly name: string;
  readonly range: Range;
  /** Where an element of it is assigned: `a[1]`. */
  readonly subscripts?: readonly SqlExpression[];
}

export type SqlNode = SqlFile | SqlStatement | SqlExpression | SqlBody | PlStatement | PlBranch;

/** What other dialects' parsers leave: plain objects of node-sql-parser. */
export type ForeignTree = { readonly [key: string]: unknown };
