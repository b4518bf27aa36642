import type { Token } from './lexer.ts';

/** First words of statements: after an unclosed parenthesis they show that a new statement has begun. */
const BEGINNINGS = new Set(
  'create alter drop insert update delete select grant revoke comment set begin commit do with truncate'.split(' '),
);

/** Groups tokens into statements at `;`, minding parentheses and `BEGIN … END` of CREATE FUNCTION, TRIGGER and the like. */
export function splitStatements(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [];
  let current: Token[] = [];
  const nesting = { parentheses: 0, blocks: 0 };
  const close = (): void => {
    if (current.length > 0) statements.push(current);
    current = [];
    nesting.parentheses = nesting.blocks = 0;
  };
  tokens.forEach((token, i) => {
    const alone = token.kind === 'meta' && current.length === 0;
    if (token.kind === 'symbol' && token.value === ';' && ends(nesting, current, tokens[i + 1])) {
      close();
      return;
    }
    current.push(token);
    nest(nesting, token, current, tokens[i + 1]);
    if (alone) close();
  });
  close();
  return statements;
}

interface Nesting {
  parentheses: number;
  blocks: number;
}

function ends(nesting: Nesting, current: readonly Token[], next: Token | undefined): boolean {
  if (nesting.blocks > 0) return false;
  if (nesting.parentheses <= 0) return true;
  const rule = current[1]?.value === 'rule' || current[3]?.value === 'rule';
  return !rule && next?.kind === 'word' && BEGINNINGS.has(next.value);
}

function nest(nesting: Nesting, token: Token, current: readonly Token[], next: Token | undefined): void {
  if (token.kind === 'symbol') {
    if (token.value === '(') nesting.parentheses++;
    else if (token.value === ')') nesting.parentheses--;
  } else if (token.kind === 'word' && current[0]?.value === 'create') {
    nesting.blocks = blocksAfter(nesting.blocks, token.value, next?.value);
  }
}

/** `END IF`, `END LOOP` and their kind close what is not counted here. */
function blocksAfter(blocks: number, word: string, next: string | undefined): number {
  if (word === 'begin') return blocks + 1;
  if (blocks > 0 && word === 'case') return blocks + 1;
  if (blocks > 0 && word === 'end' && !/^(if|loop|while|repeat)$/.test(next ?? '')) return blocks - 1;
  return blocks;
}
