import type { Document } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { commentsBetween } from '../comments.ts';
import { bodyOf } from './bodies.ts';
import { tokenizeForeign } from './dialect-lexer.ts';
import { commentEnd, lineEnd, tokenIndex, tokenize, type Token } from './lexer.ts';
import type { SqlFile } from './node.ts';
import { stringContent } from './string-content.ts';

const foreignComment = /--[^\n]*|#[^\n]*|\/\*[^]*?(?:\*\/|$)/g;

/** Comments outside of strings, and those in bodies of functions and DO blocks in SQL or PL/pgSQL, which are strings only as characters. */
export function sqlComments({ file: { text }, tree }: Document): readonly Range[] {
  const { dialect, statements } = tree!.root as SqlFile;
  if (dialect.dialect !== 'postgres') {
    const tokens = tokenizeForeign(text, dialect.dialect);
    return commentsBetween(
      text,
      tokens.map(({ range }) => range),
      foreignComment,
    );
  }
  const tokens = tokenize(text);
  const inBodies = statements.flatMap((statement) => {
    const body = bodyOf(statement);
    return body ? commentsInString(tokens, body.range[0]) : [];
  });
  return [...postgresComments(text, tokens), ...inBodies].sort((a, b) => a[0] - b[0]);
}

/** A body stands in one string, or in several that follow each other; `BEGIN ATOMIC … END` stands in none. */
function commentsInString(tokens: readonly Token[], bodyStart: number): readonly Range[] {
  const index = tokenIndex(tokens, bodyStart) - 1;
  const string = tokens[index];
  const content = string && bodyStart <= string.range[1] ? stringContent(tokens, index) : undefined;
  if (!content) return [];
  return postgresComments(content.text, tokenize(content.text)).map(([start, end]) => [
    content.at(start),
    content.at(end),
  ]);
}

/** Between two tokens there is nothing but white space and comments. */
function postgresComments(text: string, tokens: readonly Token[]): readonly Range[] {
  const found: Range[] = [];
  let at = 0;
  for (const next of [...tokens.map(({ range }) => range), [text.length, text.length] as const]) {
    while (at < next[0]) {
      const end = endOfComment(text, at);
      if (end !== undefined) found.push([at, end]);
      at = end ?? at + 1;
    }
    at = next[1];
  }
  return found;
}

function endOfComment(text: string, at: number): number | undefined {
  if (text.startsWith('--', at)) return lineEnd(text, at);
  return text.startsWith('/*', at) ? commentEnd(text, at) : undefined;
}
