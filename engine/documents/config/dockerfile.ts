import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Language, Parsed } from '../language.ts';
import { dockerfileComments } from './dockerfile-comments.ts';
import { readDirectives } from './dockerfile-directives.ts';
import { lookupIn } from './dockerfile-expand.ts';
import { fromOf, putImageBelow, type From } from './dockerfile-from.ts';
import { readInstructions, type Instruction, type Reading } from './dockerfile-instructions.ts';
import { instructionNode } from './dockerfile-instruction-node.ts';
import { putGroup, stageNode } from './dockerfile-stage-node.ts';
import { applyTo, declareArgs, emptyStage, sizeOf, stageOn, type Settings, type Stage } from './dockerfile-stage.ts';
import { emptyMap, emptySeq, mostProblems, pushItem, putEntry, scalar, treeOf, type Draft } from './node.ts';

/**
 * Dockerfiles as what their stages are when all instructions have taken effect:
 *
 *     syntax, escape, check            the directives that are there
 *     args.NAME                        build arguments before the first FROM; null without a default
 *     stages.*
 *       from                           image, tag, digest (or stage: an earlier one, and base: the image that it begins with),
 *                                      platform, alias
 *       user, workdir, shell, stopsignal, entrypoint, cmd     the last that counts; a list in the exec form
 *       healthcheck                    type (CMD or NONE), cmd, interval, timeout, …
 *       env.NAME, labels.NAME, arg.NAME, expose.*, volumes.*
 *       instructions.*                 name, flags.NAME, args.*, text, heredocs.* (name, text), trigger
 *
 * What a stage has from the earlier stage it builds on is there too, with its place in that stage. Values are strings. A key that is not
 * written (`stages`, `args`) stands at the keyword that it comes from. ENV is filled in; what a build argument may change is unknown.
 */
export const dockerfile: Language = {
  name: 'dockerfile',
  family: 'config',
  globs: [
    '**/{Dockerfile,dockerfile,Containerfile}',
    '**/{Dockerfile,dockerfile,Containerfile}.!(*ignore|md|txt|go|py|rb|rs|sh|lua|vim)',
    '**/{Dockerfile,dockerfile,Containerfile}[-_]!(*.*)',
    '**/*.{Dockerfile,dockerfile}',
  ],
  parse: parseDockerfile,
  comments: dockerfileComments,
};

function parseDockerfile({ text }: SourceFile): Parsed {
  const problems: Reading['problems'] = [];
  const { directives, escape, next } = readDirectives(text, problems);
  const reading: Reading = { file: text, escape, problems };
  const instructions = readInstructions(reading, next);
  const root = emptyMap([0, text.length]);
  for (const { name, key, value, range } of directives) putEntry(root, name, key, scalar(value, range));
  const first = instructions.findIndex(({ name }) => name === 'FROM');
  const head = first === -1 ? instructions : instructions.slice(0, first);
  const globals = globalArgs(head, reading);
  putGroup(root, 'args', globals);
  if (first === -1) problems.push({ message: 'There is no FROM.', range: [0, 0] });
  else putStages(root, instructions.slice(first), globals, reading);
  problems.sort((a, b) => a.range[0] - b.range[0]);
  return { tree: treeOf(root), problems: problems.slice(0, mostProblems) };
}

/** What ARG declares before the first FROM; nothing else may stand there. */
function globalArgs(instructions: readonly Instruction[], reading: Reading): Settings {
  const { args, variables } = emptyStage();
  for (const instruction of instructions) {
    if (instruction.name === 'ARG') declareArgs(args, instruction, { ...reading, lookup: lookupIn(variables) });
    else
      reading.problems.push({ message: `${instruction.name} comes before the first FROM.`, range: instruction.range });
  }
  return args;
}

/** Stages that build on each other repeat what they inherit; a chain of them can ask for millions of nodes. */
const mostInherited = 50_000;

function putStages(root: Draft, instructions: readonly Instruction[], globals: Settings, reading: Reading): void {
  const hasDefault = [...globals].map(([name, { node }]) => [name, node.value !== null] as const);
  const lookup = lookupIn({ env: new Map(), args: new Map(hasDefault) });
  const range: Range = [instructions[0]!.range[0], instructions.at(-1)!.range[1]];
  const seq = putEntry(root, 'stages', instructions[0]!.keyword, emptySeq(range));
  const named = new Map<string, Stage>();
  let inherited = 0;
  for (const [from, ...rest] of stagesOf(instructions)) {
    const built = fromOf(from, named, { ...reading, lookup });
    const base = built.base === undefined ? undefined : named.get(built.base);
    inherited += base ? sizeOf(base) : 0;
    const stage = base && inherited <= mostInherited ? stageOn(base) : emptyStage();
    stage.image = base?.image ?? built.node;
    if (base?.image) putImageBelow(built.node, from.keyword, base.image);
    const doubt = doubtOf(built, base, inherited);
    const nodes = rest.map((instruction) => applyTo(stage, instruction, reading, globals));
    const node = stageNode(stage, from, built.node, [instructionNode(from, { ...reading, lookup }), ...nodes]);
    if (doubt !== undefined) node.unknown = doubt;
    pushItem(seq, node);
    if (built.alias !== undefined) named.set(built.alias, stage);
  }
}

/** Why the stage may have more than is written. */
function doubtOf({ doubt, base }: From, stage: Stage | undefined, inherited: number): string | undefined {
  if (inherited > mostInherited) return 'The stages inherit more than can be read.';
  return stage?.hasTriggers ? `The ONBUILD instructions of the stage '${base}' run here.` : doubt;
}

function stagesOf(instructions: readonly Instruction[]): (readonly [Instruction, ...Instruction[]])[] {
  const stages: [Instruction, ...Instruction[]][] = [];
  for (const instruction of instructions) {
    if (instruction.name === 'FROM') stages.push([instruction]);
    else stages.at(-1)!.push(instruction);
  }
  return stages;
}
