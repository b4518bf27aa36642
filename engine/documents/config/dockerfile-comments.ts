import type { Document } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { readDirectives } from './dockerfile-directives.ts';
import { readInstructions, type Heredoc, type Instruction } from './dockerfile-instructions.ts';
import { firstVisible, isComment, lineAt } from './dockerfile-lines.ts';

/** Lines that begin with `#`, also between those that continue an instruction; in a here-document they are its text. */
export function dockerfileComments({ file: { text } }: Document): readonly Range[] {
  const { escape, next: from } = readDirectives(text, []);
  const instructions = readInstructions({ file: text, escape, problems: [] }, from);
  const heredocs = new Map(instructions.flatMap(heredocsOf).map(({ body, next }) => [body[0], next]));
  const found: Range[] = [];
  for (let at = from; at < text.length;) {
    const [start, end, next] = lineAt(text, at);
    const behind = heredocs.get(at);
    if (behind === undefined && isComment(text, start, end)) found.push([firstVisible(text, start, end), end]);
    at = behind !== undefined && behind > at ? behind : next;
  }
  return found;
}

function heredocsOf({ heredocs, trigger }: Instruction): readonly Heredoc[] {
  return trigger ? [...heredocs, ...heredocsOf(trigger)] : heredocs;
}
