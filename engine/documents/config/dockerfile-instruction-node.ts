import type { Heredoc, Instruction } from './dockerfile-instructions.ts';
import { dockerfileContent, verbatimLines } from './dockerfile-lines.ts';
import { commandNode, expandedNode, textOf, writtenNode, type Around } from './dockerfile-settings.ts';
import { emptyMap, emptySeq, pushItem, putEntry, scalar, type Draft } from './node.ts';

/** Instructions in which the builder fills in variables; those of the others a shell does, when it runs. */
const expands = new Set('ADD ARG COPY ENV EXPOSE FROM LABEL STOPSIGNAL USER VOLUME WORKDIR'.split(' '));
/** Of these a word is an assignment, and stays as it is written. */
const assigns = new Set(['ARG', 'ENV', 'LABEL']);

/**
 * An instruction: `name` in capitals, `flags`, `args` (words, or the strings of the exec form), `text` (all that follows the flags, as
 * the shell of RUN reads it: here-documents included), `heredocs`, and of ONBUILD the `trigger`. Keys that are not written stand at the keyword.
 */
export function instructionNode(instruction: Instruction, around: Around): Draft {
  const { name, keyword, heredocs, trigger, flags } = instruction;
  const map = emptyMap(instruction.range);
  putEntry(map, 'name', keyword, scalar(name, keyword));
  if (flags.length > 0) putEntry(map, 'flags', keyword, flagsNode(instruction, around));
  putEntry(map, 'args', keyword, argsNode(instruction, around));
  putEntry(map, 'text', keyword, textNode(instruction, around));
  if (heredocs.length > 0) putEntry(map, 'heredocs', keyword, heredocsNode(instruction, around));
  if (trigger) putEntry(map, 'trigger', keyword, instructionNode(trigger, around));
  return map;
}

/** A flag that is given several times (`--mount`) is an entry several times. */
function flagsNode(instruction: Instruction, around: Around): Draft {
  const { flags, content } = instruction;
  const last = flags.at(-1)!;
  const map = emptyMap(content.range(flags[0]!.name.start - 2, (last.value ?? last.name).end));
  for (const { name, value } of flags) {
    const key = content.range(name.start, name.end);
    putEntry(map, textOf(instruction, name), key, value ? expandedNode(instruction, value, around) : scalar(true, key));
  }
  return map;
}

function argsNode(instruction: Instruction, around: Around): Draft {
  const { name, exec, words, content, rest } = instruction;
  if (exec) return commandNode(instruction);
  const seq = emptySeq(content.range(rest.start, rest.end));
  for (const word of words) {
    if (!expands.has(name)) pushItem(seq, writtenNode(instruction, word));
    else if (!assigns.has(name)) pushItem(seq, expandedNode(instruction, word, around));
    else {
      const { value, range } = writtenNode(instruction, word);
      pushItem(seq, scalar(value as string, range, expandedNode(instruction, word, around).unknown));
    }
  }
  return seq;
}

/** As it is written: what is filled in, `args` say. */
function textNode({ content, rest, heredocs, trigger }: Instruction, { file, escape }: Around): Draft {
  const [start, restEnd] = content.range(rest.start, rest.end);
  const end = (trigger?.heredocs ?? heredocs).at(-1)?.end ?? restEnd;
  const range = [start, end] as const;
  const isLonger = end > restEnd;
  return scalar(
    isLonger ? dockerfileContent(file, range, escape).text : content.text.slice(rest.start, rest.end),
    range,
  );
}

function heredocsNode({ heredocs }: Instruction, { file }: Around): Draft {
  const seq = emptySeq([heredocs[0]!.body[0], heredocs.at(-1)!.end]);
  for (const heredoc of heredocs) pushItem(seq, heredocNode(heredoc, file));
  return seq;
}

/** Its name as the closing line has it, and its lines. */
function heredocNode({ name, body, end, isIndented }: Heredoc, file: string): Draft {
  const { text } = verbatimLines(file, body);
  const closing = [Math.max(body[1], end - name.length), end] as const;
  const map = emptyMap([body[0], end]);
  putEntry(map, 'text', closing, scalar(isIndented ? text.replace(/^\t+/gm, '') : text, body));
  putEntry(map, 'name', closing, scalar(name, closing));
  return map;
}
