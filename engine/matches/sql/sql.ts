import { tokenIndex } from '../../documents/sql/lexer.ts';
import type { SqlExpression, SqlNode, SqlStatement } from '../../documents/sql/node.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import { loadPostgres } from '../../documents/sql/postgres.ts';
import { expressionRange } from '../../documents/sql/ranges.ts';
import { statementKind, tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json, TreeNode } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import type { DocumentView, Inspection, LocalBindings, LocalMatch, MapAnchor, ValueError } from '../matcher.ts';
import type { Surroundings } from './bind.ts';
import { compileSql, type SqlPattern } from './compile.ts';
import { matchNode } from './match-tree.ts';

const patternSchema = { type: 'string', minLength: 1 } as const;

export const sql: MapAnchor = {
  name: 'sql',
  station: 'map',
  documentation:
    'Statements and expressions as written in `.sql` files. The pattern is SQL in which names and literals may be ' +
    "metavariables (`$T`, `'$V'`), `...` stands for any part of a list and `<... e ...>` for an expression that contains " +
    '`e`. Clauses left out are free. A list means any of its patterns. Bodies of functions and DO blocks are not searched yet.',
  schema: { oneOf: [patternSchema, { type: 'array', items: patternSchema, minItems: 1 }] },
  attributes: {
    'has-where': { type: 'boolean', description: 'Whether a SELECT, UPDATE or DELETE has a WHERE clause.' },
  },
  load: loadPostgres,
  inspect,
  prepare: (value) => {
    const patterns = patternsOf(value).flatMap((text) => {
      const pattern = compileSql(text);
      return 'error' in pattern ? [] : [pattern];
    });
    const tags = new Set(patterns.map(({ root }) => tagOf(root)));
    // a metavariable or an ellipsis alone takes any expression
    const any = patterns.some(({ root }) => ['ColumnRef', 'FuncCall'].includes(tagOf(root)));
    return {
      speaksOf: (path, family) => family === 'sql' || (family === undefined && /\.sql$/i.test(path)),
      candidates: (view, scope) =>
        view.index
          .ofTypes(['statement', 'expression'], scope)
          .filter(
            (node) =>
              any || tags.has(tagOf((node as SqlStatement).raw ?? {})) || (node as SqlStatement).foreign !== undefined,
          ),
      match: (view, node, bindings) => matches(patterns, value, view, node, bindings),
    };
  },
};

function patternsOf(value: AnchorValue): readonly string[] {
  const patterns = value.sql;
  return (Array.isArray(patterns) ? (patterns as readonly Json[]) : [patterns]).filter(
    (one) => typeof one === 'string',
  );
}

function inspect(value: AnchorValue): Inspection {
  const list = Array.isArray(value.sql) ? (value.sql as readonly Json[]) : [value.sql ?? null];
  const results = list.map((one) => (typeof one === 'string' ? compileSql(one) : { error: notText(one) }));
  const errors = results.flatMap((result, i): readonly ValueError[] =>
    'error' in result ? [{ path: Array.isArray(value.sql) ? ['sql', i] : ['sql'], message: result.error }] : [],
  );
  const bound = results.map((result) => ('error' in result ? [] : result.binds));
  const [first = [], ...others] = bound;
  const binds = first.filter((name) => others.every((names) => names.includes(name)));
  return { binds, mentions: [...new Set(bound.flat())], errors };
}

function notText(value: Json): string {
  return typeof value === 'object' && value !== null
    ? "A SQL pattern is text; one that contains ': ' or ' #' must be quoted or a '|' block."
    : 'A SQL pattern is text.';
}

function* matches(
  patterns: readonly SqlPattern[],
  value: AnchorValue,
  view: DocumentView,
  node: TreeNode,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  const target = node as SqlNode;
  if (target.type === 'sql-file' || !fitsWhere(value, target)) return;
  if (target.type === 'statement' && target.foreign) return yield* foreignMatches(patterns, target, view, bindings);
  if (!target.raw) return;
  const around = surroundings(target, view);
  for (const { root } of patterns) {
    for (const { bindings: bound, unknown } of matchNode(root, target.raw, { bindings, around })) {
      yield { bindings: bound, ...(unknown && { unknown }) };
    }
  }
}

function fitsWhere(value: AnchorValue, { raw }: SqlExpression | SqlStatement): boolean {
  const wanted = value['has-where'];
  if (wanted === undefined || !raw) return true;
  return wanted === (raw[tagOf(raw)]?.whereClause !== undefined);
}

/** Patterns are PostgreSQL: whether they hold for another dialect's statement of the kind cannot be told. */
function* foreignMatches(
  patterns: readonly SqlPattern[],
  target: SqlStatement,
  view: DocumentView,
  bindings: LocalBindings,
): Iterable<LocalMatch> {
  if (!patterns.some(({ root }) => statementKind(root) === target.kind)) return;
  const message = `SQL patterns are not compared with ${target.dialect} statements yet.`;
  yield { bindings, unknown: { kind: 'not-read', message, place: view.place(target) } };
}

const NODES = Symbol('sql nodes by tree');

function surroundings(target: SqlExpression | SqlStatement, view: DocumentView): Surroundings {
  const statement = target.type === 'statement' ? target : target.statement;
  const { text, path } = view.document.file;
  const nodes = (): ReadonlyMap<PgFields | undefined, TreeNode> =>
    view.memo(
      NODES,
      () => new Map(view.index.ofTypes(['statement', 'expression']).map((node) => [fieldsIn(node as SqlNode), node])),
    );
  return {
    path,
    textOf: (node) => text.slice(...(expressionRange(node, statement.tokens, statement.at) ?? target.range)),
    nodeOf: (node) => nodes().get(node[tagOf(node)]),
    nameNode: (location, name) => {
      const from = tokenIndex(statement.tokens, statement.at(location));
      const token = statement.tokens.slice(from, from + 5).find(({ value }) => value === name);
      return token && { type: 'name', range: token.range };
    },
  };
}

/** The wrapper with the tag is made anew at times, what it wraps is the tree's own. */
function fieldsIn(node: SqlNode): PgFields | undefined {
  return node.type === 'sql-file' || !node.raw ? undefined : node.raw[tagOf(node.raw)];
}
