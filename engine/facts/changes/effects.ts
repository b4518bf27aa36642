import { plTreeOf } from '../../documents/sql/bodies.ts';
import type { Touch, Unfollowed } from '../../model/sql-doubt.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Step } from '../../model/sql-program.ts';
import { bodyDoubts, isConstant, queryChanges } from './body.ts';
import { ddlWords } from './mentions.ts';
import { programOf } from './program.ts';
import { bodyOf, plStatements, queryOf } from './plpgsql.ts';
import { ARGUMENT, expressionNode, noScope, templatesOf } from './templates.ts';
import { unfollowed } from './touches.ts';
import { fields, fieldsOf, items, text } from '../../documents/sql/pg-tree.ts';
import { type Source } from './writer.ts';

/** What a function does to the schema when it is called. */
export interface Effects {
  /** The parameters that it executes as they are, by name and as `$1`. */
  readonly executes: readonly string[];
  readonly doubts: readonly Unfollowed[];
  /** Of the function of an event trigger, which the fold runs. */
  readonly program?: readonly Step<Change>[];
}

/** A call with what its arguments do if they are executed, in the order of the called functions. */
export interface CallWithArguments {
  readonly args?: readonly (readonly CallArgument[])[];
}

interface CallArgument {
  readonly keys: readonly string[];
  readonly constant: boolean;
  readonly changes: readonly Change[];
}

/** Undefined for a body that we cannot read. */
export function effectsOf(statement: PgFields, source: Source): Effects | undefined {
  const parameters = items(statement.parameters).map((parameter) => text(fieldsOf(parameter).name));
  const body = bodyOf(plTreeOf(source.statement), parameters);
  if (!body) return undefined;
  const executes = [...plStatements(body.action)].flatMap(({ tag, inner }) => {
    if (tag !== 'PLpgSQL_stmt_dynexecute') return [];
    const at = parameters.findIndex((name, i) => [name, `$${i + 1}`].includes(queryOf(inner.query).trim()));
    return at < 0 || !isArgument(queryOf(inner.query)) ? [] : [parameters[at]!, `$${at + 1}`];
  });
  const doubts = bodyDoubts(body, source).flatMap((change): readonly Unfollowed[] => {
    if (change.op !== 'opaque') return [];
    const { mentions, touch } = change;
    return touch && isWholly(touch) && executes.length > 0 ? [] : [{ mentions, ...(touch && { touch }) }];
  });
  const isHook = items(fields(statement.returnType).names).some((name) => fieldsOf(name).sval === 'event_trigger');
  const program = isHook ? programOf(body, source, 'An event trigger runs this.') : undefined;
  return { executes: [...new Set(executes)], doubts, ...(program && { program }) };

  function isArgument(query: string): boolean {
    return templatesOf(expressionNode(query), body!.scope).join() === ARGUMENT;
  }
}

/** The touch of a text that is nothing but an argument: the call says what that does. */
function isWholly({ kinds, aspect, any }: Touch): boolean {
  return kinds === undefined && aspect === undefined && any === 'argument';
}

/** What the arguments of a call do where the function executes them. */
export function argumentsOf({ args }: PgFields, source: Source): readonly CallArgument[] {
  return items(args).map((node, i) => {
    const name = text(fieldsOf(node).name);
    const texts = templatesOf(node, noScope);
    const constant = texts.every(isConstant);
    const cause = {
      kind: 'not-static',
      message: 'The SQL that is executed here is only known when it runs.',
      place: source.place(source.statement.range),
    } as const;
    const changes = texts.flatMap((one): readonly Change[] => {
      if (isConstant(one) && !ddlWords(one)) return [];
      const known = isConstant(one) && texts.length === 1 ? queryChanges(one, source) : undefined;
      return known ?? unfollowed(one).map((doubt) => ({ op: 'opaque', cause, ...doubt }) as const);
    });
    return { keys: [`$${i + 1}`, ...(name ? [name] : [])], constant, changes };
  });
}
