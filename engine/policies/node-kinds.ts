import { partsOf } from '../matches/formula.ts';
import type { Formula } from '../model/formula.ts';
import { report, type Compiler } from './compiler.ts';

type AnchorFormula = Extract<Formula, { op: 'anchor' }>;
type StepFormula = Extract<Formula, { op: 'step' }>;

/** The kinds of nodes that documents have, as far as an anchor can tell them apart. */
type NodeKind = 'code' | 'sql' | 'config' | 'file' | 'text';

const found: Readonly<Record<string, NodeKind>> = {
  code: 'code',
  selector: 'code',
  route: 'code',
  env: 'code',
  sql: 'sql',
  config: 'config',
  file: 'file',
  text: 'text',
};

/** What each kind of node is called in messages. */
const names: Readonly<Record<NodeKind, string>> = {
  code: 'code',
  sql: 'SQL',
  config: 'a node of a config document',
  file: 'a file',
  text: 'a line of text',
};

/** A path without a glob of files: it starts from the node that it is asked about. */
export function isRelative({ anchor, value }: AnchorFormula): boolean {
  return anchor === 'config' && value['config'] === undefined;
}

/** The kinds of nodes that a matcher finds; nothing if it does not say. */
function kindsFound(formula: Formula): readonly NodeKind[] | undefined {
  if (formula.op === 'anchor') {
    const kind = found[formula.anchor];
    return kind && [kind];
  }
  if (formula.op === 'taint') return kindsFound(formula.sinks);
  if (formula.op === 'all') return formula.of.map(kindsFound).find((kinds) => kinds !== undefined);
  if (formula.op !== 'any') return undefined;
  const lists = formula.of.map(kindsFound);
  return lists.every((kinds) => kinds !== undefined) ? lists.flat() : undefined;
}

/** Whether what a matcher finds is code. */
export function findsCode(formula: Formula): boolean {
  return kindsFound(formula)?.every((kind) => kind === 'code') ?? false;
}

/** Whether an anchor could hold for a node of this kind at all. */
function canHold(formula: AnchorFormula, kind: NodeKind): boolean {
  const own = found[formula.anchor];
  // A line is looked for within any node; what is about the workspace does not mind the node.
  if (own === undefined || own === 'text') return true;
  if (isRelative(formula)) return kind === 'config' || kind === 'file';
  // Code may hold SQL.
  return own === kind || (own === 'sql' && kind === 'code');
}

function isImpossible(formula: Formula, kinds: readonly NodeKind[]): boolean {
  if (formula.op === 'anchor') return !kinds.some((kind) => canHold(formula, kind));
  if (formula.op === 'all') return formula.of.some((part) => isImpossible(part, kinds));
  return formula.op === 'any' && formula.of.length > 0 && formula.of.every((part) => isImpossible(part, kinds));
}

/** Reports what is asked directly about the subject and can hold for no node of its kind. */
export function checkAsked(asked: Formula, subject: Formula, compiler: Compiler): void {
  const kinds = kindsFound(subject);
  if (kinds) checkPart(asked, kinds, compiler);
}

function checkPart(formula: Formula, kinds: readonly NodeKind[], compiler: Compiler): void {
  if (formula.op === 'anchor' || (formula.op === 'any' && formula.name !== undefined)) {
    const located = compiler.written.get(formula);
    if (located && isImpossible(formula, kinds)) report(located, impossible(formula, kinds), compiler);
  } else if (formula.op === 'all' || formula.op === 'any') {
    for (const part of formula.of) checkPart(part, kinds, compiler);
  } else if (formula.op === 'not') checkPart(formula.of, kinds, compiler);
}

function impossible(formula: Extract<Formula, { op: 'anchor' | 'any' }>, kinds: readonly NodeKind[]): string {
  const subject = `The subject is ${[...new Set(kinds)].map((kind) => names[kind]).join(' or ')}`;
  if (formula.op === 'any') {
    const steps = stepsFrom(kinds).map((step) => `'${step}'`);
    return `${subject}, and nothing in the definition '${formula.name}' can ever hold for that. Say where to look with ${steps.join(' or ')}.`;
  }
  if (isRelative(formula))
    return `${subject}, but a path without 'config' starts from a node of a config document, or from a file. Ask the workspace: 'exists: {config: …}'.`;
  const { anchor } = formula;
  const steps = stepsFrom(kinds).map((step) => `'${step}: {${anchor}: …}'`);
  const hint =
    anchor === 'file'
      ? "To restrict the path write 'files', to ask for another file 'exists: {file: …}'."
      : `Say where to look: ${steps.join(' or ')}.`;
  return `${subject}, and '${anchor}' can never hold for that. ${hint}`;
}

/** What leads from such a node to one of another kind. */
function stepsFrom(kinds: readonly NodeKind[]): readonly string[] {
  if (kinds.includes('file')) return ['has', 'exists'];
  return kinds.includes('text') ? ['inside', 'exists'] : ['exists'];
}

/** Reports a matcher that ranges over documents and has only paths relative to a node that there is not. */
export function checkStart(formula: Formula, compiler: Compiler): void {
  for (const path of withoutStart(formula)) {
    const located = compiler.written.get(path);
    const message =
      "Without 'config' a path starts from the subject, and here is none: say in which files with 'config: <glob>'.";
    if (located) report(located, message, compiler);
  }
}

/** The relative paths that would have to find the nodes themselves. */
function withoutStart(formula: Formula): readonly AnchorFormula[] {
  if (formula.op === 'anchor') return isRelative(formula) ? [formula] : [];
  if (formula.op === 'any') return formula.of.flatMap(withoutStart);
  if (formula.op !== 'all') return [];
  const ranging = formula.of.filter((part) => kindsFound(part) !== undefined);
  return ranging.some((part) => withoutStart(part).length === 0) ? [] : ranging.flatMap(withoutStart);
}

/** Reports a step that looks for files where there can be none. */
export function checkStep(formula: StepFormula, compiler: Compiler): void {
  const located = compiler.written.get(formula);
  const kinds = kindsFound(formula.of) ?? [];
  if (formula.step === 'inside' || kinds.length === 0 || kinds.some((kind) => kind !== 'file') || !located) return;
  const message = `'${formula.step}' leads to nodes of the same document, never to a file. Ask about the path with 'files', about another file with 'exists: {file: …}'.`;
  report(located, message, compiler, 'key');
}

/** Reports `use: subject` within a matcher where no subject is the node it could be. */
export function checkNoSubject(formula: Formula, message: string, compiler: Compiler): void {
  for (const part of innerOf(formula)) {
    const located = part.op === 'subject' ? compiler.written.get(part) : undefined;
    if (located) report(located, message, compiler);
  }
}

function innerOf(formula: Formula): readonly Formula[] {
  return [formula, ...partsOf(formula).flatMap(innerOf)];
}
