import type { ForeignDialect } from './dialect-lexer.ts';
import type { Token } from './lexer.ts';

/** Groups the tokens of another dialect than PostgreSQL into statements, minding the blocks of triggers and procedures. */
export function splitForeign(
  text: string,
  tokens: readonly Token[],
  dialect: ForeignDialect,
): readonly (readonly Token[])[] {
  const isNewLine = ({ range }: Token, i: number): boolean =>
    text.slice(tokens[i - 1]?.range[1] ?? 0, range[0]).includes('\n');
  const statements: Token[][] = [];
  let open: Token[] = [];
  let nesting: Nesting = { parentheses: 0, blocks: 0 };
  const close = (): void => {
    if (open.length > 0) statements.push(open);
    open = [];
    nesting = { parentheses: 0, blocks: 0 };
  };
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (token.kind === 'meta') {
      // a semicolon inside a block is one of its own; a routine of T-SQL goes on to the end of its batch
      if (token.value === ';' && (isInside(nesting, next) || (dialect === 'transactsql' && isBody(open))))
        open.push(token);
      else close();
      return;
    }
    if (dialect === 'transactsql' && isNewLine(token, i) && beginsAnew(token, next, open, nesting)) close();
    open.push(token);
    nesting = nested(nesting, open, next, dialect);
  });
  close();
  return statements;
}

interface Nesting {
  readonly parentheses: number;
  /** BEGIN … END and CASE … END that are open. */
  readonly blocks: number;
}

/** First words of statements: after an unclosed parenthesis they show that a new statement has begun. */
const BEGINNINGS = new Set('create alter drop insert update delete select set begin commit pragma truncate'.split(' '));

function isInside({ blocks, parentheses }: Nesting, next: Token | undefined): boolean {
  if (blocks > 0) return true;
  return parentheses > 0 && !BEGINNINGS.has(wordOf(next));
}

function nested(nesting: Nesting, open: readonly Token[], next: Token | undefined, dialect: ForeignDialect): Nesting {
  const token = open.at(-1)!;
  if (token.kind === 'symbol') {
    const step = token.value === '(' ? 1 : token.value === ')' ? -1 : 0;
    return step === 0 ? nesting : { ...nesting, parentheses: nesting.parentheses + step };
  }
  if (token.kind !== 'word' || !mayHaveBlocks(open, dialect)) return nesting;
  return { ...nesting, blocks: nesting.blocks + blockStep(nesting, open, wordOf(next)) };
}

const ROUTINE = /^(?:trigger|procedure|proc|function|event)$/;

/** Words before `TRIGGER`: DEFINER = `a`@`b`, OR REPLACE, TEMP. */
const NEAR = 12;

/** Of MySQL and SQLite only what creates a body; the others know blocks as statements. */
function mayHaveBlocks(open: readonly Token[], dialect: ForeignDialect): boolean {
  const first = wordOf(open[0]);
  if (first !== 'create' && first !== 'alter') return !/^(?:mysql|mariadb|sqlite)$/.test(dialect);
  return isBody(open);
}

/** CREATE TRIGGER and its like. */
function isBody(open: readonly Token[]): boolean {
  if (!/^(?:create|alter)$/.test(wordOf(open[0]))) return false;
  const head = open.slice(1, NEAR);
  const end = head.findIndex(({ kind, value }) => kind === 'symbol' && value === '(');
  return head.slice(0, end < 0 ? NEAR : end).some((token) => ROUTINE.test(wordOf(token)));
}

const TRANSACTION = /^(?:tran|transaction|work|distributed|immediate|deferred|exclusive|;|)$/;

function blockStep({ blocks }: Nesting, open: readonly Token[], next: string): number {
  const word = wordOf(open.at(-1));
  const before = wordOf(open.at(-2));
  if (word === 'begin')
    return open.length === 1 && TRANSACTION.test(next) ? 0 : /^tran(?:saction)?$/.test(next) ? 0 : 1;
  if (blocks === 0) return 0;
  if (word === 'case') return before === 'end' ? 0 : 1;
  return word === 'end' && !/^(?:if|loop|while|repeat|for|conversation)$/.test(next) ? -1 : 0;
}

const ANEW =
  /^(?:create|exec|execute|print|use|grant|deny|declare|commit|rollback|begin tran(?:saction)?|alter (?:table|procedure|proc|function|view|trigger|database)|drop (?:table|index|procedure|proc|function|view|trigger|schema|type|database)|insert into|truncate table)(?: |$)/;

/** T-SQL needs no semicolons: a line that can only begin a statement begins one. */
function beginsAnew(token: Token, next: Token | undefined, open: readonly Token[], nesting: Nesting): boolean {
  const before = open.at(-1);
  if (!before || nesting.parentheses > 0 || nesting.blocks > 0 || token.kind !== 'word') return false;
  if (!ANEW.test(`${wordOf(token)} ${wordOf(next)}`)) return false;
  const previous = wordOf(before);
  // IF and WHILE take the statement on the next line too
  const isControl =
    /^(?:if|else|while|as)$/.test(previous) || (/^(?:if|while)$/.test(wordOf(open[0])) && previous !== 'end');
  return !isBody(open) && !isControl && !/^(?:with|explain)$/.test(wordOf(open[0]));
}

/** Of a word in lower case; of anything else empty, of a semicolon itself. */
function wordOf(token: Token | undefined): string {
  if (token?.kind === 'meta') return token.value;
  return token?.kind === 'word' ? token.value.toLowerCase() : '';
}
