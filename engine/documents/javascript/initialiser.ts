import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TreeNode } from '../../model/document.ts';
import { variableOf, writesTo, type Analysed, type Reference, type Variable } from './scope.ts';

/** What a variable was initialised with, if nothing else in the file is ever assigned to it. */
export function initialiserOf(view: Analysed, identifier: TreeNode): TSESTree.Expression | undefined {
  const variable = variableOf(view, identifier);
  const definition = variable?.defs[0];
  if (!variable || variable.defs.length !== 1 || definition?.type !== 'Variable') return undefined;
  const declarator = definition.node;
  if (declarator.id.type !== 'Identifier' || !declarator.init) return undefined;
  const isReassigned = writesTo(view, variable).some(({ init }) => !init);
  return isReassigned ? undefined : declarator.init;
}

/**
 * As Semgrep sees it: also a variable of the top level, or one that nothing declares, that is assigned once in the file;
 * and only for uses that stand behind in the text.
 */
export function valueAssignedOnce(view: Analysed, identifier: TSESTree.Identifier): TSESTree.Expression | undefined {
  const value = initialiserOf(view, identifier) ?? globalAssignment(view, identifier);
  return value && value.range[1] <= identifier.range[0] ? value : undefined;
}

function globalAssignment(view: Analysed, identifier: TSESTree.Identifier): TSESTree.Expression | undefined {
  const variable = variableOf(view, identifier);
  if (variable && !(isPlainVariable(variable) && /^(global|module)$/.test(variable.scope.type))) return undefined;
  const [write, ...others] = writesTo(view, variable ?? identifier.name);
  return write && others.length === 0 ? assignedAt(view, write) : undefined;
}

function isPlainVariable({ defs }: NonNullable<ReturnType<typeof variableOf>>): boolean {
  return defs.every(({ type }) => type === 'Variable');
}

function assignedAt(view: Analysed, { identifier }: Reference): TSESTree.Expression | undefined {
  const parent = view.index.parent(identifier) as TSESTree.Node | undefined;
  const isPlain = parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === identifier;
  return isPlain ? parent.right : undefined;
}

/** Whether the file writes into the object that a variable holds (`x.a = 1`, `delete x.a`, `x.a++`). */
export function isMutated(view: Analysed, identifier: TreeNode): boolean {
  const variable = variableOf(view, identifier);
  if (!variable) return true;
  const answers = view.memo(MUTATED, () => new Map<Variable, boolean>());
  const known = answers.get(variable);
  if (known !== undefined) return known;
  const answer = variable.references.some((reference) => isWrittenInto(view, reference.identifier));
  answers.set(variable, answer);
  return answer;
}

const MUTATED = Symbol('mutated variables');

function isWrittenInto(view: Analysed, identifier: TreeNode): boolean {
  let node = identifier as TSESTree.Node;
  let parent = view.index.parent(node) as TSESTree.Node | undefined;
  while (parent?.type === 'MemberExpression' && parent.object === node) {
    node = parent;
    parent = view.index.parent(node) as TSESTree.Node | undefined;
  }
  if (node === identifier || !parent) return false;
  if (parent.type === 'AssignmentExpression') return parent.left === node;
  return parent.type === 'UpdateExpression' || (parent.type === 'UnaryExpression' && parent.operator === 'delete');
}
