import { Lexer } from 'yaml';
import type { Range } from '../model/region.ts';

/** Nobody nests deeper; the parser is recursive, and exhausting its stack can abort the whole process. */
export const mostLevels = 256;

/** Where the text is nested deeper than `mostLevels`, judged by its tokens alone: indentation, `- - -` and brackets. */
export function tooDeep(text: string): Range | undefined {
  /** Columns of the block collections that enclose the current token. */
  const columns: number[] = [];
  let brackets = 0;
  let offset = 0;
  let column = 0;
  let mayOpen = true;
  for (const token of new Lexer().lex(text)) {
    if (isMark(token)) continue;
    if (mayOpen && brackets === 0 && !isSpace(token)) openBlock(columns, column);
    if (token === '[' || token === '{') brackets++;
    else if (token === ']' || token === '}') brackets = Math.max(0, brackets - 1);
    if (columns.length + brackets > mostLevels) return [offset, offset + token.length];
    offset += token.length;
    const lastBreak = token.lastIndexOf('\n');
    column = lastBreak === -1 ? column + token.length : token.length - lastBreak - 1;
    // A block begins with the first token of a line, or behind `- ` and `? `.
    mayOpen = lastBreak !== -1 || token === '-' || token === '?' || (mayOpen && isSpace(token));
  }
  return undefined;
}

function openBlock(columns: number[], column: number): void {
  while (columns.length > 0 && columns.at(-1)! >= column) columns.pop();
  columns.push(column);
}

/** The lexer interleaves control characters that are not in the text: document mode, flow-error end, scalar. */
function isMark(token: string): boolean {
  return token === '\u0002' || token === '\u0018' || token === '\u001f';
}

function isSpace(token: string): boolean {
  return token.trim() === '';
}
