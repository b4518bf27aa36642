import type { PgFields } from '../../documents/sql/postgres.ts';
import { typeText } from '../../documents/sql/type-text.ts';
import type { Json } from '../../model/document.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Argument, FunctionOptions } from '../../model/sql.ts';
import { calledIn } from './called.ts';
import { effectsOf } from './effects.ts';
import { constantOf } from './expression.ts';
import { ddlWords } from './mentions.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { functionName, named, type Source } from './writer.ts';

export function createFunction(statement: PgFields, source: Source): readonly Change[] {
  const options = items(statement.options).map(fieldsOf);
  const body = options.find(({ defname }) => defname === 'as')?.arg;
  const written = strings(fieldsOf(body).items).join('\n');
  const ddl = ddlWords(written);
  const calls = calledIn(statement.sql_body === undefined ? written : source.statement.text);
  const change: Extract<Change, { op: 'create-function' }> = {
    op: 'create-function',
    function: named(strings(statement.funcname), source),
    arguments: items(statement.parameters).map((parameter) => argumentOf(fieldsOf(parameter))),
    returns: returnsOf(statement),
    orReplace: statement.replace === true,
    // LANGUAGE may be left out where the body is BEGIN ATOMIC
    options: { ...(statement.sql_body !== undefined && { language: 'sql' }), ...optionsOf(options) },
    ...(ddl && { ddl }),
    ...(calls.length > 0 && { calls }),
    ...(SETS.test(written) && { sets: true as const }),
  };
  const effects = ddl && effectsOf(statement, source);
  const known = { ...change, effects };
  return [effects ? known : change];
}

const SETS =
  /\bset_config\s*\(\s*(?!'(?!search_path'|role'|session_authorization'))|\bset\s+(?:local\s+|session\s+)?(?:search_path|role|authorization)\b/i;

/** Without RETURNS the one OUT parameter, or the row of several. Empty: a procedure. */
function returnsOf({ returnType, parameters, is_procedure }: PgFields): string {
  if (returnType !== undefined) return typeText(fields(returnType));
  const out = items(parameters)
    .map((parameter) => argumentOf(fieldsOf(parameter)))
    .filter(({ mode }) => mode === 'out' || mode === 'inout');
  if (is_procedure === true) return '';
  return out.length === 1 ? out[0]!.type : 'record';
}

export function alterFunction(statement: PgFields, source: Source): readonly Change[] {
  const options = optionsOf(items(statement.actions).map(fieldsOf));
  return [
    { op: 'alter-function', function: functionName({ ObjectWithArgs: statement.func ?? null }, source), options },
  ];
}

const MODES: Readonly<Record<string, Argument['mode']>> = {
  FUNC_PARAM_OUT: 'out',
  FUNC_PARAM_INOUT: 'inout',
  FUNC_PARAM_VARIADIC: 'variadic',
  FUNC_PARAM_TABLE: 'table',
};

function argumentOf(parameter: PgFields): Argument {
  const name = text(parameter.name);
  return {
    ...(name && { name }),
    type: typeText(fields(parameter.argType)),
    mode: MODES[text(parameter.mode)] ?? 'in',
    hasDefault: parameter.defexpr !== undefined,
  };
}

function optionsOf(options: readonly PgFields[]): FunctionOptions {
  const argument = (name: string): PgFields | undefined => {
    const found = options.find(({ defname }) => defname === name);
    return found && fieldsOf(found.arg);
  };
  const language = argument('language');
  const security = argument('security');
  const volatility = argument('volatility');
  const strict = argument('strict');
  return {
    ...(language && { language: text(language.sval).toLowerCase() }),
    ...(security && { securityDefiner: security.boolval === true }),
    ...(volatility && { volatility: text(volatility.sval) }),
    ...(strict && { strict: strict.boolval === true }),
    ...searchPathOption(options),
  };
}

function searchPathOption(options: readonly PgFields[]): Pick<FunctionOptions, 'searchPath'> {
  const settings = options.filter(({ defname }) => defname === 'set').map(({ arg }) => fieldsOf(arg));
  const last = settings.findLast(({ name, kind }) => name === 'search_path' || kind === 'VAR_RESET_ALL');
  return last ? { searchPath: searchPathOf(last) } : {};
}

/** The schemas of SET search_path; null where it is reset. */
export function searchPathOf(setting: PgFields): readonly string[] | null {
  if (setting.kind === 'VAR_SET_CURRENT') return ['from current'];
  if (setting.kind !== 'VAR_SET_VALUE') return null;
  return items(setting.args).map((part: Json) => String(constantOf(part) ?? ''));
}
