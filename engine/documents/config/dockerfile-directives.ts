import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { firstVisible, lineAt } from './dockerfile-lines.ts';

/** A comment at the top that tells the parser something: `# syntax=docker/dockerfile:1`. */
export interface Directive {
  readonly name: string;
  readonly key: Range;
  readonly value: string;
  readonly range: Range;
}

export interface Directives {
  readonly directives: readonly Directive[];
  /** What continues a line and escapes a character. */
  readonly escape: string;
  /** Where the first line begins that is none. */
  readonly next: number;
}

const known = new Set(['check', 'escape', 'syntax']);
const form = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/d;

/** The directives end at the first line that is none; after it a comment is a comment. */
export function readDirectives(file: string, problems: SyntaxProblem[]): Directives {
  const directives: Directive[] = [];
  let at = 0;
  while (at < file.length) {
    const [start, end, next] = lineAt(file, at);
    const directive = directiveIn(file, firstVisible(file, start, end), end);
    if (!directive) break;
    if (directives.some(({ name }) => name === directive.name))
      problems.push({ message: `The directive '${directive.name}' is there twice.`, range: directive.key });
    else directives.push(directive);
    at = next;
  }
  const escape = directives.find(({ name }) => name === 'escape');
  if (escape && !'\\`'.includes(escape.value))
    problems.push({ message: 'Only a backslash or a backtick can be the escape character.', range: escape.range });
  return { directives, escape: escape?.value === '`' ? '`' : '\\', next: at };
}

function directiveIn(file: string, start: number, end: number): Directive | undefined {
  const found = form.exec(file.slice(start, end));
  const name = found?.[1]!.toLowerCase();
  if (!found || name === undefined || !known.has(name)) return undefined;
  const [, key, text] = found.indices!;
  const value = found[2]!.trimEnd();
  return {
    name,
    key: [start + key![0], start + key![1]],
    value,
    range: [start + text![0], start + text![0] + value.length],
  };
}
