import type { PlStatement, SqlNode, SqlStatement } from '../../documents/sql/node.ts';
import { fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import type { Cause } from '../../model/binding.ts';
import type { Json } from '../../model/document.ts';
import type { DocumentView } from '../matcher.ts';
import { joined, written, type KnownText } from './known-text.ts';
import { textOfExpression } from './text-of-expression.ts';
import { resolveAt } from './text-of-variable.ts';

/** SQL that a node runs and that is no node itself, with why it is none. */
export interface RunText {
  readonly known: KnownText;
  readonly cause: Omit<Cause, 'place'>;
}

/** Whether a node may run SQL that is no node: EXECUTE, a function that is handed SQL, a body in another language. */
export function mayRunText(node: SqlNode): boolean {
  if (node.type === 'pl-statement') return executes(node);
  if (node.type === 'expression') return commandsIn(node.raw).length > 0;
  return node.type === 'statement' && foreignBody(node) !== undefined;
}

const TEXTS = Symbol('texts that SQL runs');

export function textRunBy(node: SqlNode, view: DocumentView): RunText | undefined {
  const known = view.memo(TEXTS, () => new Map<SqlNode, RunText | undefined>());
  if (!known.has(node)) known.set(node, readText(node, view));
  return known.get(node);
}

function readText(node: SqlNode, view: DocumentView): RunText | undefined {
  if (node.type === 'pl-statement') return executes(node) ? executed(node, view) : undefined;
  if (node.type === 'expression') return handedOn(commandsIn(node.raw), node, view);
  const body = node.type === 'statement' ? foreignBody(node) : undefined;
  return body && { known: written(body.text), cause: notRead(`Bodies in ${body.language} are not read.`) };
}

/** Whether a statement runs SQL whose text is not constant. */
function executes({ kind, over, body, query, text: own }: PlStatement): boolean {
  if (kind === 'execute') return body === undefined;
  if (kind === 'for') return over === 'execute' && body === undefined;
  const isQuery = kind === 'return_query' || kind === 'open';
  return isQuery && query === undefined && body === undefined && /\bexecute\b/i.test(own);
}

function executed(node: PlStatement, view: DocumentView): RunText {
  const [first] = node.expressions;
  const known = first ? textOfExpression(first.raw, resolveAt(node, view)) : written(node.text);
  return { known, cause: notStatic('The text of this SQL is put together when it runs.') };
}

/** Functions that run an argument as SQL, by how many arguments they have: where it stands. */
const COMMANDS: Readonly<Record<string, (count: number) => number>> = {
  'cron.schedule': (count) => count - 1,
  'cron.schedule_in_database': () => 2,
  'cron.alter_job': () => 2,
  dblink: (count) => (count > 1 ? 1 : 0),
  dblink_exec: (count) => (count > 1 ? 1 : 0),
  dblink_send_query: () => 1,
  dblink_open: (count) => (count > 2 ? 2 : 1),
  pg_background_launch: () => 0,
  query_to_xml: () => 0,
};

/** What a call hands on to be run. */
function commandsIn(node: PgNode): readonly Json[] {
  const { funcname, args } = node.FuncCall ?? {};
  const name = strings(funcname);
  const at = COMMANDS[name.join('.')] ?? COMMANDS[name.at(-1) ?? ''];
  if (!at) return [];
  const given = items(args);
  const named = given.find((one) => /^(?:command|sql)$/.test(text(fieldsOf(one).name)));
  const command = named ?? given[Math.max(0, at(given.length))];
  return command === undefined ? [] : [command];
}

function handedOn(commands: readonly Json[], node: SqlNode, view: DocumentView): RunText | undefined {
  if (commands.length === 0) return undefined;
  const known = joined(commands.map((one) => textOfExpression(one, resolveAt(node, view))));
  if (known.put === 'nothing') return { known, cause: notRead('SQL that is handed on as a text is not read.') };
  return { known, cause: notStatic('The text of the SQL that is handed on is put together when it runs.') };
}

/** A body that is not written in SQL or PL/pgSQL. */
function foreignBody({ raw }: SqlStatement): { readonly language: string; readonly text: string } | undefined {
  const created = raw?.CreateFunctionStmt;
  const made = created ?? raw?.DoStmt;
  if (!made) return undefined;
  const options = items(made.options ?? made.args).map(fieldsOf);
  const language = text(argumentOf(options, 'language').sval).toLowerCase();
  if (/^(?:|sql|plpgsql|internal)$/.test(language)) return undefined;
  const as = argumentOf(options, 'as');
  const parts = [...items(as.items).map((part) => text(fieldsOf(part).sval)), text(as.sval)];
  return { language, text: parts.join(' ') };
}

function argumentOf(options: readonly PgFields[], name: string): PgFields {
  return fieldsOf(options.find(({ defname }) => defname === name)?.arg);
}

function notRead(message: string): Omit<Cause, 'place'> {
  return { kind: 'not-read', message };
}

function notStatic(message: string): Omit<Cause, 'place'> {
  return { kind: 'not-static', message };
}
