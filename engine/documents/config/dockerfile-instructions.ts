import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { expandWord, type Lookup } from './dockerfile-expand.ts';
import { firstVisible, isComment, lineAt, logicalLine, type Content } from './dockerfile-lines.ts';
import { endOfWord, execForm, flagsOf, wordsOf, type ExecString, type Flag, type Part } from './dockerfile-words.ts';

/** How the arguments of each instruction fall into words: at white space, at white space outside quotes, or not at all. */
const forms: Readonly<Record<string, 'spaced' | 'quoted' | 'whole'>> = {
  ADD: 'spaced',
  ARG: 'quoted',
  CMD: 'quoted',
  COPY: 'spaced',
  ENTRYPOINT: 'quoted',
  ENV: 'quoted',
  EXPOSE: 'spaced',
  FROM: 'spaced',
  HEALTHCHECK: 'quoted',
  LABEL: 'quoted',
  MAINTAINER: 'whole',
  ONBUILD: 'quoted',
  RUN: 'quoted',
  SHELL: 'quoted',
  STOPSIGNAL: 'whole',
  USER: 'whole',
  VOLUME: 'spaced',
  WORKDIR: 'whole',
};

const takesExecForm = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME']);
const takesHeredocs = new Set(['ADD', 'COPY', 'RUN']);
const notTriggers = new Set(['FROM', 'MAINTAINER', 'ONBUILD']);

/** Offsets of parts are offsets in the text of `content`, which is the logical line. */
export interface Instruction {
  /** In capitals. */
  readonly name: string;
  readonly keyword: Range;
  readonly content: Content;
  readonly flags: readonly Flag[];
  /** What follows the flags. */
  readonly rest: Part;
  readonly words: readonly Part[];
  readonly exec?: readonly ExecString[];
  readonly heredocs: readonly Heredoc[];
  /** Of ONBUILD: the instruction it keeps for later. */
  readonly trigger?: Instruction;
  /** From the keyword to the end, here-documents included. */
  readonly range: Range;
  /** Where the line after it begins. */
  readonly next: number;
}

export interface Heredoc {
  readonly name: string;
  /** The lines between, without the last line break. */
  readonly body: Range;
  /** `<<-`: the tabs at the beginning of its lines do not count. */
  readonly isIndented: boolean;
  /** Where the line that ends it ends, and where the next one begins. */
  readonly end: number;
  readonly next: number;
}

export interface Reading {
  readonly file: string;
  readonly escape: string;
  readonly problems: SyntaxProblem[];
}

/** The instructions of a Dockerfile from an offset on, as BuildKit reads them. An unknown one is a problem and left out. */
export function readInstructions(reading: Reading, from: number): Instruction[] {
  const { file, escape } = reading;
  const instructions: Instruction[] = [];
  for (let at = from; at < file.length;) {
    const [start, end, next] = lineAt(file, at);
    const first = firstVisible(file, start, end);
    if (first === end || isComment(file, start, end)) {
      at = next;
      continue;
    }
    const { content, next: after } = logicalLine(file, first, escape);
    const instruction = instructionAt(reading, content, 0, after);
    at = instruction?.next ?? after;
    if (instruction) instructions.push(instruction);
  }
  return instructions;
}

/** `after`: where the line begins that follows the logical line. */
function instructionAt(reading: Reading, content: Content, from: number, after: number): Instruction | undefined {
  const { escape, problems } = reading;
  const text = content.text.trimEnd();
  const keywordEnd = endOfWord(text, from);
  const name = text.slice(from, keywordEnd).toUpperCase();
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (form === undefined) {
    const message = `'${shortened(text.slice(from, keywordEnd))}' is no instruction.`;
    if (text.length > from) problems.push({ message, range: content.range(from, text.length) });
    return undefined;
  }
  const { flags, rest: start } = flagsOf(text, keywordEnd, escape);
  const rest = { start, end: text.length };
  const exec = takesExecForm.has(name) ? execForm(text, start) : undefined;
  const ownHeredocs = takesHeredocs.has(name) && !exec ? heredocsOf(reading, content, rest, after) : [];
  const trigger = name === 'ONBUILD' ? triggerOf(reading, content, start, after) : undefined;
  const last = (trigger?.heredocs ?? ownHeredocs).at(-1);
  const keyword = content.range(from, keywordEnd);
  return {
    name,
    keyword,
    content,
    flags,
    rest,
    words: form === 'whole' ? whole(rest) : wordsOf(text, start, form === 'quoted', escape),
    ...(exec && { exec }),
    heredocs: ownHeredocs,
    ...(trigger && { trigger }),
    range: [keyword[0], last?.end ?? content.range(from, text.length)[1]],
    next: last?.next ?? after,
  };
}

function whole(rest: Part): Part[] {
  return rest.start < rest.end ? [rest] : [];
}

function triggerOf(reading: Reading, content: Content, start: number, after: number): Instruction | undefined {
  const end = endOfWord(content.text, start);
  const name = content.text.slice(start, end).toUpperCase();
  if (!notTriggers.has(name)) return instructionAt(reading, content, start, after);
  reading.problems.push({ message: `ONBUILD cannot keep ${name}.`, range: content.range(start, end) });
  return undefined;
}

const heredocWord = /^\d*<<(-?)([^<]+)$/;

function heredocsOf({ file, escape, problems }: Reading, content: Content, rest: Part, after: number): Heredoc[] {
  const heredocs: Heredoc[] = [];
  if (!content.text.includes('<<')) return heredocs;
  for (const { start, end } of wordsOf(content.text.trimEnd(), rest.start, true, escape)) {
    const found = heredocWord.exec(content.text.slice(start, end));
    if (!found) continue;
    const name = expandWord(found[2]!, '\\', notFilled).value;
    const heredoc = heredocAt(file, heredocs.at(-1)?.next ?? after, name, found[1] === '-');
    if (!heredoc.isClosed)
      problems.push({
        message: `The here-document '${shortened(name)}' is not closed.`,
        range: content.range(start, end),
      });
    heredocs.push(heredoc);
  }
  return heredocs;
}

/** Variables in the name of a here-document stay as they are. */
const notFilled: Lookup = (name) => ({ value: `$${name}` });

function heredocAt(
  file: string,
  from: number,
  name: string,
  isIndented: boolean,
): Heredoc & { readonly isClosed: boolean } {
  let bodyEnd = from;
  for (let at = from; at < file.length;) {
    const [start, end, next] = lineAt(file, at);
    const line = file.slice(start, end);
    if ((isIndented ? line.replace(/^\t+/, '') : line) === name)
      return { name, body: [from, bodyEnd], isIndented, end, next, isClosed: true };
    bodyEnd = end;
    at = next;
  }
  return { name, body: [from, bodyEnd], isIndented, end: bodyEnd, next: file.length, isClosed: false };
}

const longestName = 60;

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName).replace(/[\ud800-\udbff]$/, '')}…` : name;
}
