import { posix } from 'node:path';
import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { expandWord, type Expanded, type Lookup } from './dockerfile-expand.ts';
import type { Instruction } from './dockerfile-instructions.ts';
import { execForm, type Part } from './dockerfile-words.ts';
import { emptyMap, emptySeq, pushItem, putEntry, scalar, type Draft } from './node.ts';

/** What an instruction is read with. */
export interface Around {
  readonly file: string;
  readonly escape: string;
  readonly lookup: Lookup;
  readonly problems: SyntaxProblem[];
}

export function textOf({ content }: Instruction, { start, end }: Part): string {
  return content.text.slice(start, end);
}

/** A word as it stands; the builder does not touch it. */
export function writtenNode(instruction: Instruction, part: Part): Draft {
  return scalar(textOf(instruction, part), instruction.content.range(part.start, part.end));
}

export function expandedNode(instruction: Instruction, part: Part, { escape, lookup }: Around): Draft {
  const { value, unknown } = expandWord(textOf(instruction, part), escape, lookup);
  return scalar(value, instruction.content.range(part.start, part.end), unknown);
}

/** A command: a list of strings in the exec form, else the text that a shell is given. */
export function commandNode(instruction: Instruction, rest: Part = instruction.rest, exec = instruction.exec): Draft {
  if (!exec) return writtenNode(instruction, rest);
  const seq = emptySeq(instruction.content.range(rest.start, rest.end));
  for (const { start, end, value } of exec) pushItem(seq, scalar(value, instruction.content.range(start, end)));
  return seq;
}

/** The words of EXPOSE and VOLUME. */
export function itemNodes(instruction: Instruction, around: Around): Draft[] {
  const { exec, content } = instruction;
  if (!exec) return instruction.words.map((word) => expandedNode(instruction, word, around));
  return exec.map(({ start, end, value }) => {
    const { value: meant, unknown } = expandWord(value, around.escape, around.lookup);
    return scalar(meant, content.range(start, end), unknown);
  });
}

/** A name and its value as ENV, LABEL and ARG take them. */
export interface Assignment {
  readonly name: string;
  readonly key: Range;
  readonly value: Expanded;
  readonly range: Range;
  /** Why the name is not known. */
  readonly doubt?: string;
}

/** The assignments of ENV and LABEL: `name=value …`, or of old `name the whole rest`. */
export function assignmentsOf(instruction: Instruction, around: Around): Assignment[] {
  const [first] = instruction.words;
  if (!first) return [];
  if (!textOf(instruction, first).includes('=')) return oldAssignment(instruction, first, around);
  return instruction.words.flatMap((word) => assignmentOf(instruction, word, around) ?? []);
}

/** `name=value`; undefined without the sign, which is a problem. */
export function assignmentOf(instruction: Instruction, word: Part, around: Around): Assignment | undefined {
  const { content } = instruction;
  const sign = word.start + textOf(instruction, word).indexOf('=');
  if (sign < word.start) {
    const message = 'A name and its value are separated by an equals sign.';
    around.problems.push({ message, range: content.range(word.start, word.end) });
    return undefined;
  }
  const name = expandWord(content.text.slice(word.start, sign), around.escape, around.lookup);
  const value = expandWord(content.text.slice(sign + 1, word.end), around.escape, around.lookup);
  return {
    name: name.value,
    key: content.range(word.start, sign),
    value,
    range: content.range(sign + 1, word.end),
    ...(name.unknown !== undefined && { doubt: name.unknown }),
  };
}

function oldAssignment(instruction: Instruction, name: Part, { escape, lookup, problems }: Around): Assignment[] {
  const { content, rest, words } = instruction;
  const key = content.range(name.start, name.end);
  const second = words[1];
  if (!second) {
    problems.push({ message: `'${instruction.name}' needs a name and a value.`, range: key });
    return [];
  }
  const value = expandWord(content.text.slice(second.start, rest.end), escape, lookup);
  return [{ name: textOf(instruction, name), key, value, range: content.range(second.start, rest.end) }];
}

/** `HEALTHCHECK NONE`, or `CMD` and a command; the flags are entries beside them. */
export function healthcheckNode(instruction: Instruction, around: Around): Draft {
  const { content, rest, words, flags } = instruction;
  const map = emptyMap(content.range(flags[0] ? flags[0].name.start - 2 : rest.start, rest.end));
  for (const { name, value } of flags) {
    const key = content.range(name.start, name.end);
    putEntry(map, textOf(instruction, name), key, value ? expandedNode(instruction, value, around) : scalar(true, key));
  }
  const [type, command] = words;
  if (!type) return map;
  const key = content.range(type.start, type.end);
  putEntry(map, 'type', key, scalar(textOf(instruction, type).toUpperCase(), key));
  if (!command) return map;
  const exec = execForm(content.text.slice(0, rest.end), command.start);
  putEntry(map, 'cmd', key, commandNode(instruction, { start: command.start, end: rest.end }, exec));
  return map;
}

/** Where the working directory goes from where it was. */
export function workdirFrom(before: Expanded | undefined, next: Expanded): Expanded {
  if (next.unknown !== undefined || /^(?:[/\\]|[A-Za-z]:)/.test(next.value)) return next;
  if (before && before.unknown === undefined) return { value: posix.join(before.value, next.value) };
  return {
    value: next.value,
    unknown: before?.unknown ?? 'It is relative to the working directory of the base image.',
  };
}
