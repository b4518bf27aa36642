import { CST, Lexer } from 'yaml';
import type { Document } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { isGithubYaml } from './templates.ts';
import { maskTemplates } from './yaml-masks.ts';

/** What the lexer of `yaml` says are comments: its lexemes are the text, but for marks of its own, one of which announces a scalar. */
export function yamlComments({ file: { path, text } }: Pick<Document, 'file'>): readonly Range[] {
  const found: Range[] = [];
  let at = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(isGithubYaml(path) ? text : maskTemplates(text).text)) {
    if (!isScalar && marks.has(lexeme)) isScalar = lexeme === CST.SCALAR;
    else {
      if (!isScalar && CST.tokenType(lexeme) === 'comment') found.push([at, at + lexeme.length]);
      at += lexeme.length;
      isScalar = false;
    }
  }
  return found;
}

/** U+FEFF, which `yaml` calls a mark too, is a character of the text. */
const marks: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);
