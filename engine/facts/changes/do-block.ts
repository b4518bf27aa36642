import type { SqlStatement } from '../../documents/sql/node.ts';
import { plTreeOf } from '../../documents/sql/bodies.ts';
import type { Touch } from '../../model/sql-doubt.ts';
import type { Change } from '../../model/sql-change.ts';
import { calledIn } from './called.ts';
import { languageOf } from './calls.ts';
import { ddlWords, mentionsIn } from './mentions.ts';
import { bodyOf } from './plpgsql.ts';
import { HOLE } from './templates.ts';
import { unfollowed } from './touches.ts';
import { programOf } from './program.ts';
import type { Source } from './writer.ts';

const MESSAGE = 'A DO block may change the schema in ways that are only known when it runs.';

/** A DO block is run as far as that is safe to say (body.ts); one that cannot be read makes what it mentions uncertain. */
export function doBlockChanges(source: Source): readonly Change[] {
  const { raw, text: sql } = source.statement;
  if (!ddlWords(sql) && !/\b(perform|set|reset)\b/i.test(sql) && calledIn(sql).length === 0) return [];
  const isRead = languageOf(raw?.DoStmt ?? {}) === 'plpgsql';
  const body = isRead ? bodyOf(plTreeOf(source.statement), []) : undefined;
  if (!body) return opaque(source);
  const program = programOf(body, source, MESSAGE);
  return program.length > 0 ? [{ op: 'run', program }] : [];
}

/** Whoever executes text may mean any object. */
export function unreadTouch(sql: string): Touch {
  return /\bexecute\b/i.test(sql) ? { any: 'object' } : {};
}

function opaque({ statement, place }: Source): readonly Change[] {
  const words = calledIn(statement.text);
  const calls: readonly Change[] =
    words.length === 0 ? [] : [{ op: 'call', functions: [], words, mentions: mentionsIn(bodyText(statement)) }];
  if (!ddlWords(statement.text)) return calls;
  const cause = { kind: 'not-static', message: MESSAGE, place: place(statement.range) } as const;
  const body = bodyText(statement);
  const { templates, rest } = executedTexts(body);
  const isWritten = unreadTouch(rest).any === undefined;
  const others = ddlWords(rest) ? [{ mentions: mentionsIn(isWritten ? rest : body), touch: unreadTouch(rest) }] : [];
  const all = isWritten ? [...templates.flatMap(unfollowed), ...others] : others;
  return [...calls, ...all.map((doubt): Change => ({ op: 'opaque', cause, ...doubt }))];
}

/** `EXECUTE 'text'`, `EXECUTE format('text', …)`, and the body without their texts. */
function executedTexts(body: string): { readonly templates: readonly string[]; readonly rest: string } {
  const templates: string[] = [];
  const rest = body.replace(EXECUTED, (_, text: string) => {
    templates.push(text.replaceAll("''", "'").replace(/%(?:\d+\$)?-?\d*[sIL]/g, HOLE));
    return ' ';
  });
  return { templates, rest };
}

const EXECUTED = /\bexecute\s+(?:format\s*\(\s*)?'((?:[^']|'')*)'(?=\s*(?:[,;)]|using\b|into\b))/gi;

/** The body's own text: the dollar quotes of the block hide it from the lexer. */
function bodyText({ tokens, text: sql }: SqlStatement): string {
  const body = tokens.find(({ kind }) => kind === 'string')?.value;
  return body?.replace(/^\$\w*\$|\$\w*\$$/g, '') ?? sql;
}
