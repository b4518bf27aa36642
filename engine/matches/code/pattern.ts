import type { TreeNode } from '../../model/document.ts';
import type { DocumentView, LocalBindings, LocalMatch } from '../matcher.ts';
import { compileMember } from './classes.ts';
import { compilerFor } from './compile.ts';
import { asNode, isExpression, statementList, type Node } from './estree.ts';
import { parsePattern, type ParsedPattern } from './parse-pattern.ts';
import { rootTypes } from './root-types.ts';
import { compileSequence, matchSequence, type Sequence } from './sequences.ts';
import { bindingsOf, type Compiler, type Next, type NodePattern, type Trial } from './trial.ts';

/** A code pattern, ready to be tried. */
export interface CodePattern {
  readonly metavariables: readonly string[];
  /** Node types that can match. */
  readonly types: readonly string[];
  match(view: DocumentView, node: TreeNode, bindings: LocalBindings): readonly LocalMatch[];
}

/** Nothing if the text is no pattern; throws a SyntaxError for a bad regular expression in it. */
export function compilePattern(text: string): CodePattern | undefined {
  const parsed = parsePattern(text);
  if (!parsed) return undefined;
  const types = rootTypes(parsed);
  const isType = new Set(types);
  const root = compileRoot(parsed);
  return {
    metavariables: parsed.metavariables,
    types,
    match: (view, node, given) => {
      if (!isType.has(node.type) || !root.mayMatch(asNode(node), view)) return none;
      return collect(node, (next) => root.match(view, asNode(node), given, next));
    },
  };
}

const none: readonly LocalMatch[] = [];

interface Root {
  mayMatch(node: Node, view: DocumentView): boolean;
  match(view: DocumentView, node: Node, given: LocalBindings, next: Next): boolean;
}

function compileRoot(parsed: ParsedPattern): Root {
  const compiler = compilerFor(parsed.code);
  if (parsed.kind === 'sequence') return compileSequenceRoot(compileSequence(parsed.nodes, compiler, true));
  const pattern = compileSingle(parsed.kind, parsed.node, compiler);
  const isExpressionPattern = parsed.kind === 'expression';
  return {
    mayMatch: (node, view) => pattern.mayMatch(node, view) && (!isExpressionPattern || standsAsExpression(view, node)),
    match: (view, node, given, next) => pattern.match(node, begin(view, given), next),
  };
}

function compileSingle(kind: 'expression' | 'statement' | 'member', node: Node, compiler: Compiler): NodePattern {
  if (kind === 'statement') return compiler.statement(node);
  return kind === 'member' ? compileMember(node, compiler) : compiler.expression(node);
}

function begin(view: DocumentView, given: LocalBindings): Trial {
  return { view, given, captured: undefined, unknown: undefined };
}

/** Declarations and fields match as the assignments they are. */
function standsAsExpression(view: DocumentView, node: Node): boolean {
  if (node.type === 'VariableDeclarator' || node.type === 'PropertyDefinition') return true;
  const parent = view.index.parent(node);
  const above = parent && view.index.parent(parent);
  return isExpression(node, parent && asNode(parent), above && asNode(above));
}

/** Tried on the statement it begins with, in whatever list that stands. */
function compileSequenceRoot(sequence: Sequence): Root {
  const [first] = sequence.items;
  return {
    mayMatch: (node, view) => first?.kind !== 'one' || first.pattern.mayMatch(node, view),
    match: (view, node, given, next) => {
      const { list, from } = listAround(view, node);
      return from >= 0 && matchSequence(sequence, list, from, begin(view, given), next);
    },
  };
}

function listAround(view: DocumentView, node: TreeNode): { list: readonly Node[]; from: number } {
  const parent = view.index.parent(node);
  if (parent && /^Export\w+Declaration$/.test(parent.type)) return listAround(view, parent);
  const list = (parent && statementList(asNode(parent))) ?? [];
  return { list, from: list.indexOf(asNode(node)) };
}

/** All matches, each once: the two ways to read a list after `...` often find the same. */
function collect(node: TreeNode, run: (next: Next) => boolean): readonly LocalMatch[] {
  const matches: LocalMatch[] = [];
  const seen = new Set<string>();
  run((trial) => {
    const also = trial.last && trial.last !== node ? between(trial.view, node, trial.last) : [];
    const identity = `${also.length};${identityOf(trial)}`;
    if (!seen.has(identity)) matches.push(matchOf(trial, also));
    seen.add(identity);
    return false;
  });
  return matches;
}

function identityOf({ captured, unknown }: Trial): string {
  const parts = [unknown?.message ?? ''];
  for (let one = captured; one; one = one.before) {
    const { name, capture } = one;
    const nodes = capture.kind === 'list' ? capture.nodes : [capture.node];
    parts.push(`${name}=${nodes.map(({ range }) => range).join()}`);
  }
  return parts.join(';');
}

function matchOf(trial: Trial, also: readonly TreeNode[]): LocalMatch {
  const { unknown } = trial;
  return { bindings: bindingsOf(trial), ...(unknown && { unknown }), ...(also.length > 0 && { also }) };
}

/** The statements after the first that a sequence covers. */
function between(view: DocumentView, first: TreeNode, last: TreeNode): readonly TreeNode[] {
  const { list, from } = listAround(view, first);
  return list.slice(from + 1).filter((statement) => statement.range[0] <= last.range[0]);
}
