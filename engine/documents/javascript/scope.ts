import { analyze, type ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Document, TreeNode } from '../../model/document.ts';

/** What the analyses here need of a document that is being matched. */
export interface Analysed {
  readonly document: Document;
  readonly index: { parent(node: TreeNode): TreeNode | undefined };
  memo<T>(key: symbol, compute: () => T): T;
}

export type Variable = ScopeManager['scopes'][number]['variables'][number];

interface Scopes {
  readonly variables: ReadonlyMap<TreeNode, Variable>;
  readonly numbers: ReadonlyMap<Variable, number>;
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

function scopesOf(view: Analysed): Scopes {
  return view.memo(SCOPES, () => computeScopes(view.document.tree?.root as TSESTree.Program | undefined));
}

function computeScopes(program: TSESTree.Program | undefined): Scopes {
  const variables = new Map<TreeNode, Variable>();
  const numbers = new Map<Variable, number>();
  for (const scope of analyzed(program)) {
    for (const variable of scope.variables) {
      if (variable.defs.length > 0) numbers.set(variable, numbers.size + 1);
      for (const identifier of variable.identifiers) variables.set(identifier, variable);
    }
    for (const { identifier, resolved } of scope.references) {
      if (resolved && resolved.defs.length > 0) variables.set(identifier, resolved);
    }
  }
  return { variables, numbers };
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
