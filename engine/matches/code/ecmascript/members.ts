import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { DocumentView } from '../../matcher.ts';
import { canonicalNames, isImported, resolvedName } from './aliases.ts';
import type { Dialect } from '../dialect.ts';
import { isDots, open, type Node } from './estree.ts';
import { metavariableName } from '../placeholders.ts';
import type { Compiler, Next, NodePattern, Trial } from './pieces.ts';

/** `o.m`, `o[e]`; `o. ... .m` skips links of a chain. */
export function compileMember(pattern: TSESTree.MemberExpression, compiler: Compiler): NodePattern {
  if (isDots(pattern.property) && !pattern.computed) return chain(compiler.expression(pattern.object));
  const object = compiler.expression(pattern.object);
  const property = pattern.computed ? compiler.expression(pattern.property) : compiler.name(pattern.property);
  const needsPlainReceiver = !pattern.optional && !isOpenReceiver(pattern.object);
  const structural: NodePattern = {
    mayMatch: (node, view) => {
      const member = open(node);
      if (member.type !== 'MemberExpression' || member.computed !== pattern.computed) return false;
      if (member.optional ? needsPlainReceiver : pattern.optional) return false;
      return property.mayMatch(member.property, view) && object.mayMatch(member.object, view);
    },
    match: (node, trial, next) => {
      const member = open(node) as TSESTree.MemberExpression;
      return object.match(member.object, trial, (extended) => property.match(member.property, extended, next));
    },
  };
  return orCanonical(structural, dottedName(pattern), compiler.dialect);
}

/** In `a?.b` the receiver is not simply `a`: a metavariable takes it, the pattern `a.b` does not match. */
function isOpenReceiver(object: Node): boolean {
  if (object.type === 'Identifier') return metavariableName(object.name) !== undefined || isDots(object);
  return object.type === 'MemberExpression' && isDots(object.property);
}

/** Matches the receiver itself, or what stands before zero or more `.x` and `.x()` links. */
function chain(start: NodePattern): NodePattern {
  return {
    mayMatch: (node, view) => links(node).some((link) => start.mayMatch(link, view)),
    match: (node, trial, next) =>
      links(node).some((link) => start.mayMatch(link, trial.view) && start.match(link, trial, next)),
  };
}

function links(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (let link: Node | undefined = node; link; link = linkBefore(open(link))) found.push(link);
  return found;
}

function linkBefore(node: Node): Node | undefined {
  const member = node.type === 'CallExpression' ? open(node.callee) : node;
  return member.type === 'MemberExpression' && !member.computed ? member.object : undefined;
}

/** A name also matches what was imported from there (code-patterns.md, section 6). */
export function orCanonical(structural: NodePattern, name: string | undefined, { semgrep }: Dialect): NodePattern {
  if (semgrep) return orResolved(structural);
  if (name === undefined) return structural;
  const isCanonical = (node: Node, view: DocumentView): boolean =>
    mayBeImported(node, view) && canonicalNames(view, node).includes(name);
  return {
    mayMatch: (node, view) => structural.mayMatch(node, view) || isCanonical(node, view),
    match: (node: Node, trial: Trial, next: Next) => {
      if (structural.mayMatch(node, trial.view)) return structural.match(node, trial, next);
      return isCanonical(node, trial.view) && next(trial);
    },
  };
}

/** Semgrep tries an imported identifier as the name that it resolves to: `$M.$F(...)` takes both parts of it. */
function orResolved(structural: NodePattern): NodePattern {
  const resolved = (outer: Node, view: DocumentView): Node | undefined => {
    const node = open(outer);
    const name = node.type === 'Identifier' ? resolvedName(view, node) : undefined;
    return name && structural.mayMatch(name, view) ? name : undefined;
  };
  return {
    mayMatch: (node, view) => structural.mayMatch(node, view) || resolved(node, view) !== undefined,
    match: (node, trial, next) => {
      if (structural.mayMatch(node, trial.view) && structural.match(node, trial, next)) return true;
      const name = resolved(node, trial.view);
      return name !== undefined && structural.match(name, trial, next);
    },
  };
}

/** Whether the chain of names begins with an import. */
function mayBeImported(node: Node, view: DocumentView): boolean {
  let root = open(node);
  while (root.type === 'MemberExpression' && !root.computed) root = open(root.object);
  return root.type === 'Identifier' ? isImported(view, root.name) : /^(Call|Await|Import)Expression$/.test(root.type);
}

/** `a.b.c` if the pattern is nothing but names. */
export function dottedName(pattern: Node): string | undefined {
  if (pattern.type === 'Identifier') return metavariableName(pattern.name) === undefined ? pattern.name : undefined;
  if (pattern.type !== 'MemberExpression' || pattern.computed || pattern.property.type !== 'Identifier')
    return undefined;
  const object = dottedName(pattern.object);
  const property = dottedName(pattern.property);
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
}
