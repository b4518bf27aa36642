import { analyze, type ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Document, TreeNode } from '../../model/document.ts';

/** What the analyses here need of a document that is being matched. */
export interface Analysed {
  readonly document: Document;
  readonly index: { parent(node: TreeNode): TreeNode | undefined };
  memo<T>(key: symbol, compute: () => T): T;
}

type Scope = ScopeManager['scopes'][number];
export type Variable = Scope['variables'][number];
export type Reference = Scope['references'][number];

interface Scopes {
  readonly variables: ReadonlyMap<TreeNode, Variable>;
  readonly numbers: ReadonlyMap<Variable, number>;
  /** Where each variable is written to; of what the file declares nowhere by name. */
  readonly writes: ReadonlyMap<Variable | string, readonly Reference[]>;
  readonly targets: ReadonlySet<TreeNode>;
}

const SCOPES = Symbol('scopes');

/** A number that identifies the declaration an identifier refers to (or is); nothing for globals and property names. */
export function declarationOf(view: Analysed, identifier: TreeNode): number | undefined {
  const scopes = scopesOf(view);
  const variable = scopes.variables.get(identifier);
  return variable && scopes.numbers.get(variable);
}

export function variableOf(view: Analysed, identifier: TreeNode): Variable | undefined {
  return scopesOf(view).variables.get(identifier);
}

/** All places of the file that write to a variable, or to a name that nothing declares: declarations with a value, assignments, `x++`. */
export function writesTo(view: Analysed, variable: Variable | string): readonly Reference[] {
  return scopesOf(view).writes.get(variable) ?? none;
}

const none: readonly Reference[] = [];

/** Whether the identifier stands where its variable is written to: declared with a value, assigned, counted up. */
export function isTarget(view: Analysed, identifier: TreeNode): boolean {
  return scopesOf(view).targets.has(identifier);
}

function scopesOf(view: Analysed): Scopes {
  return view.memo(SCOPES, () => computeScopes(view.document.tree?.root as TSESTree.Program | undefined));
}

function computeScopes(program: TSESTree.Program | undefined): Scopes {
  const variables = new Map<TreeNode, Variable>();
  const numbers = new Map<Variable, number>();
  const writes = new Map<Variable | string, Reference[]>();
  const targets = new Set<TreeNode>();
  for (const scope of analyzed(program)) {
    for (const variable of scope.variables) {
      if (variable.defs.length > 0) numbers.set(variable, numbers.size + 1);
      for (const identifier of variable.identifiers) variables.set(identifier, variable);
    }
    for (const reference of scope.references) {
      const { identifier, resolved } = reference;
      const variable = resolved && resolved.defs.length > 0 ? resolved : undefined;
      if (variable) variables.set(identifier, variable);
      if (!reference.isWrite()) continue;
      push(writes, variable ?? identifier.name, reference);
      targets.add(identifier);
    }
  }
  return { variables, numbers, writes, targets };
}

function push(writes: Map<Variable | string, Reference[]>, key: Variable | string, reference: Reference): void {
  const known = writes.get(key);
  if (known) known.push(reference);
  else writes.set(key, [reference]);
}

/** Without the library's own variables (`lib: []`): they would only cost time. Invalid code resolves nothing. */
function analyzed(program: TSESTree.Program | undefined): ScopeManager['scopes'] {
  if (!program) return [];
  try {
    return analyze(program, { lib: [], sourceType: 'module' }).scopes;
  } catch {
    return [];
  }
}
