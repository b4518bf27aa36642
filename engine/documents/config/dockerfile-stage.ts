import type { Range } from '../../model/region.ts';
import { expandWord, lookupIn, type Expanded } from './dockerfile-expand.ts';
import { instructionNode } from './dockerfile-instruction-node.ts';
import type { Instruction, Reading } from './dockerfile-instructions.ts';
import {
  assignmentOf,
  assignmentsOf,
  commandNode,
  expandedNode,
  healthcheckNode,
  itemNodes,
  textOf,
  workdirFrom,
  type Around,
  type Assignment,
} from './dockerfile-settings.ts';
import { scalar, type Draft } from './node.ts';

/** Something a stage has, where it is written: in the stage itself, or in one that it builds on. */
export interface Setting {
  readonly keyword: Range;
  readonly key: Range;
  readonly node: Draft;
  /** Why its name is not known. */
  readonly doubt?: string;
}

export type Settings = Map<string, Setting>;

/** What a stage has set so far. */
export interface Stage {
  /** The last USER, WORKDIR, … by the name of its entry. */
  readonly single: Settings;
  readonly env: Settings;
  readonly labels: Settings;
  readonly args: Settings;
  readonly expose: Setting[];
  readonly volumes: Setting[];
  /** What ENV fixes, and which build arguments there are. */
  readonly variables: { readonly env: Map<string, Expanded>; readonly args: Map<string, boolean> };
  workdir?: Expanded;
  /** The FROM of the image that it begins with, its own or that of the first of the stages it builds on. */
  image?: Draft;
  /** Entries of `single` that this stage sets itself. */
  readonly own: Set<string>;
  hasTriggers: boolean;
}

export function emptyStage(): Stage {
  return {
    single: new Map(),
    env: new Map(),
    labels: new Map(),
    args: new Map(),
    expose: [],
    volumes: [],
    variables: { env: new Map(), args: new Map() },
    own: new Set(),
    hasTriggers: false,
  };
}

/** A stage that begins with all that another has. */
export function stageOn({ single, env, labels, args, expose, volumes, variables, workdir }: Stage): Stage {
  return {
    single: new Map(single),
    env: new Map(env),
    labels: new Map(labels),
    args: new Map(args),
    expose: [...expose],
    volumes: [...volumes],
    variables: { env: new Map(variables.env), args: new Map(variables.args) },
    ...(workdir && { workdir }),
    own: new Set(),
    hasTriggers: false,
  };
}

export function sizeOf({ single, env, labels, args, expose, volumes }: Stage): number {
  return single.size + env.size + labels.size + args.size + expose.length + volumes.length;
}

/** Lets an instruction take effect and gives its node. */
export function applyTo(stage: Stage, instruction: Instruction, reading: Reading, globals: Settings): Draft {
  const around = { ...reading, lookup: lookupIn(stage.variables) };
  effects[instruction.name]?.(stage, instruction, around, globals);
  return instructionNode(instruction, { ...around, problems: [] });
}

type Effect = (stage: Stage, instruction: Instruction, around: Around, globals: Settings) => void;

const effects: Readonly<Record<string, Effect>> = {
  USER: (stage, instruction, around) => setExpanded(stage, 'user', instruction, around),
  STOPSIGNAL: (stage, instruction, around) => setExpanded(stage, 'stopsignal', instruction, around),
  SHELL: (stage, instruction) => setSingle(stage, 'shell', instruction, commandNode(instruction)),
  CMD: (stage, instruction) => setSingle(stage, 'cmd', instruction, commandNode(instruction)),
  HEALTHCHECK: (stage, instruction, around) =>
    setSingle(stage, 'healthcheck', instruction, healthcheckNode(instruction, around)),
  ENTRYPOINT: (stage, instruction) => {
    setSingle(stage, 'entrypoint', instruction, commandNode(instruction));
    // the arguments that the stage below gave to its own entry point
    if (!stage.own.has('cmd')) stage.single.delete('cmd');
  },
  WORKDIR: (stage, instruction, { escape, lookup }) => {
    const { content, rest } = instruction;
    stage.workdir = workdirFrom(stage.workdir, expandWord(textOf(instruction, rest), escape, lookup));
    const { value, unknown } = stage.workdir;
    setSingle(stage, 'workdir', instruction, scalar(value, content.range(rest.start, rest.end), unknown));
  },
  EXPOSE: (stage, instruction, around) => addItems(stage.expose, instruction, around),
  VOLUME: (stage, instruction, around) => addItems(stage.volumes, instruction, around),
  ENV: (stage, instruction, around) => {
    for (const assignment of assignmentsOf(instruction, around)) {
      assign(stage.env, instruction, assignment);
      if (assignment.doubt === undefined) stage.variables.env.set(assignment.name, assignment.value);
    }
  },
  LABEL: (stage, instruction, around) => {
    for (const assignment of assignmentsOf(instruction, around)) assign(stage.labels, instruction, assignment);
  },
  ARG: ({ args, variables }, instruction, around, globals) => {
    for (const [name, hasDefault] of declareArgs(args, instruction, around))
      variables.args.set(name, hasDefault || typeof globals.get(name)?.node.value === 'string');
  },
  ONBUILD: (stage) => {
    stage.hasTriggers = true;
  },
};

/** ARG: names, with defaults or without. Gives the names and whether they have one. */
export function declareArgs(args: Settings, instruction: Instruction, around: Around): [string, boolean][] {
  return instruction.words.flatMap((word): [string, boolean][] => {
    const key = instruction.content.range(word.start, word.end);
    const written = textOf(instruction, word);
    if (!written.includes('=')) {
      args.set(written, { keyword: instruction.keyword, key, node: scalar(null, [key[1], key[1]]) });
      return [[written, false]];
    }
    const assignment = assignmentOf(instruction, word, around)!;
    assign(args, instruction, assignment);
    return [[assignment.name, true]];
  });
}

function assign(settings: Settings, { keyword }: Instruction, { name, key, value, range, doubt }: Assignment): void {
  const node = scalar(value.value, range, value.unknown);
  settings.set(name, { keyword, key, node, ...(doubt !== undefined && { doubt }) });
}

function setExpanded(stage: Stage, name: string, instruction: Instruction, around: Around): void {
  if (instruction.words.length > 0)
    setSingle(stage, name, instruction, expandedNode(instruction, instruction.rest, around));
}

function setSingle(stage: Stage, name: string, { keyword }: Instruction, node: Draft): void {
  stage.single.set(name, { keyword, key: keyword, node });
  stage.own.add(name);
}

function addItems(items: Setting[], instruction: Instruction, around: Around): void {
  const { keyword } = instruction;
  for (const node of itemNodes(instruction, around)) items.push({ keyword, key: keyword, node });
}
