import { loadPostgres } from '../../documents/sql/postgres.ts';
import type { Family, Json } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import { dialects } from '../../model/sql.ts';
import { speaksOfCode } from '../code/documents.ts';
import type { Inspection, JsonSchema, MapAnchor, ValueError } from '../matcher.ts';
import { inspectOf, mayBeLive, ofAttribute, standingIn } from '../sql-questions/of.ts';
import { clauseAttributes } from './clauses.ts';
import { compilePattern, type Readings } from './compile.ts';
import { candidatesOf, matchesAt } from './search.ts';

const patternSchema = { type: 'string', minLength: 1 } as const;

export const sql: MapAnchor = {
  name: 'sql',
  station: 'map',
  documentation:
    'Statements and expressions as written in `.sql` files, in bodies of functions and DO blocks, and in strings and templates of ' +
    'JavaScript and TypeScript that are SQL: what a tag (`sql`, `$queryRaw`) or a call (`query`, `execute`, `raw` …) says is SQL, ' +
    'and text that can be nothing else; there a metavariable takes the code that is put in. The pattern is SQL in which names and ' +
    "literals may be metavariables (`$T`, `'$V'`), `...` stands for any part of a list and `<... e ...>` for an expression that " +
    'contains `e`. Clauses left out are free. In a body INTO names the variables that are filled; STRICT that is left out is free. ' +
    'Statements of PL/pgSQL are patterns too: `IF $C THEN ... END IF`, `$V := $E`, `RAISE EXCEPTION ...`; where statements stand ' +
    '`...` is any of them, and without it they are exactly those. A branch of a pattern is a branch of the statement, in order: ' +
    '`IF $C THEN` is also an ELSIF, and further branches are free. Several statements are a pattern of statements in a row: ' +
    '`DELETE FROM $T; ...; INSERT INTO $T`. A list means any of its patterns.',
  schema: { oneOf: [patternSchema, { type: 'array', items: patternSchema, minItems: 1 }] },
  attributes: {
    of: ofAttribute,
    dialect: {
      ...oneOrMore(dialects),
      description:
        'The dialect of the statement, or a list of them: `postgres` leaves out those of others, about which nothing is known.',
    },
    spliced: {
      type: 'boolean',
      description:
        "Whether code puts text into the SQL that only a run knows (`'… ' + x`, `${x}` of a plain template, `sql.raw(x)`), " +
        'so that it is parsed as SQL; what a tag such as `sql` or `$queryRaw` binds as a parameter is not.',
    },
    ...clauseAttributes,
    leaves: {
      type: 'boolean',
      description:
        'Whether every way through what is matched ends in RETURN or RAISE EXCEPTION: through the branch of IF or CASE that the ' +
        'pattern speaks of and those before it, through the handler of a block, through any other statement itself. A called ' +
        'function is not looked into.',
    },
  },
  load: loadPostgres,
  inspect,
  prepare: (value) => {
    const patterns = readingsIn(value);
    const candidates = candidatesOf(patterns);
    return {
      speaksOf: (path, family) =>
        value.of === undefined ? speaksOfSql(path, family) : isSqlFile(path, family) && mayBeLive(path),
      ...(value.of !== undefined && { needs: 'schema' as const }),
      candidates,
      match: (view, node, bindings) =>
        standingIn(value.of, matchesAt(patterns, value, view, node, bindings), node, view),
    };
  },
};

function oneOrMore(values: readonly string[]): JsonSchema {
  return { oneOf: [{ enum: values }, { type: 'array', items: { enum: values }, minItems: 1 }] };
}

function isSqlFile(path: string, family: Family | undefined): boolean {
  return family === 'sql' || (family === undefined && /\.sql$/i.test(path));
}

function speaksOfSql(path: string, family: Family | undefined): boolean {
  return isSqlFile(path, family) || speaksOfCode(path, family);
}

/** Patterns that do not parse were reported when the policy was loaded. */
function readingsIn(value: AnchorValue): Readings {
  const list = Array.isArray(value.sql) ? (value.sql as readonly Json[]) : [value.sql];
  const read = list.flatMap((one) => {
    const pattern = compilePattern(String(one));
    return 'error' in pattern ? [] : [pattern];
  });
  return {
    sql: read.flatMap(({ sql }) => sql),
    pl: read.flatMap(({ pl }) => pl),
    binds: read.flatMap(({ binds }) => binds),
  };
}

function inspect(value: AnchorValue): Inspection {
  const list = Array.isArray(value.sql) ? (value.sql as readonly Json[]) : [value.sql ?? null];
  const results = list.map((one) => (typeof one === 'string' ? compilePattern(one) : { error: notText(one) }));
  const errors = results.flatMap((result, i): readonly ValueError[] =>
    'error' in result ? [{ path: Array.isArray(value.sql) ? ['sql', i] : ['sql'], message: result.error }] : [],
  );
  const bound = results.map((result) => ('error' in result ? [] : result.binds));
  const [first = [], ...others] = bound;
  const binds = first.filter((name) => others.every((names) => names.includes(name)));
  const of = value.of === undefined ? undefined : inspectOf(value.of);
  const late = of?.binds ?? [];
  return {
    binds: [...new Set([...binds, ...late])],
    mentions: [...new Set([...bound.flat(), ...late])],
    ...(late.length > 0 && { late }),
    errors: [...errors, ...(of?.errors ?? [])],
  };
}

function notText(value: Json): string {
  return typeof value === 'object' && value !== null
    ? "A SQL pattern is text; one that contains ': ' or ' #' must be quoted or a '|' block."
    : 'A SQL pattern is text.';
}
