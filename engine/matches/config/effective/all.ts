import { documentRoots } from '../../../documents/config/node.ts';
import type { ConfigNode } from '../../../model/document.ts';
import type { DocumentView } from '../../matcher.ts';
import { isOfKind } from '../document-kind.ts';
import type { EffectiveKind } from './kind.ts';
import { compose } from './compose.ts';
import { copyOf, isEffective, type Effective } from './node.ts';
import { npmrc } from './npmrc.ts';
import { packageJson } from './package-json.ts';
import { supabase } from './supabase.ts';
import { tsconfig } from './tsconfig.ts';
import { workflow } from './workflow.ts';

/** Every kind of documents whose tool sees more than is written. A document of another kind counts as it is written. */
export const effectiveKinds: readonly EffectiveKind[] = [tsconfig, compose, workflow, supabase, packageJson, npmrc];

interface Configuration {
  /** The root of the document, as it is written. */
  readonly of: ConfigNode;
  readonly root: Effective;
}

/** The roots of what counts in the end, as the tools see it. */
export function configurationsOf(view: DocumentView): readonly Effective[] {
  return allOf(view).map(({ root }) => root);
}

function allOf(view: DocumentView): readonly Configuration[] {
  return view.memo(CONFIGURATIONS, () => {
    const { document } = view;
    if (document.family !== 'config' || !document.tree) return [];
    const roots = documentRoots(document.tree.root as ConfigNode);
    return roots.flatMap((of) => configurations(of, view).map((root) => ({ of, root })));
  });
}

const CONFIGURATIONS = Symbol('effective configurations');

function configurations(root: ConfigNode, view: DocumentView): readonly Effective[] {
  const { path } = view.document.file;
  const found = root.type === 'map' ? effectiveKinds.find(({ kind }) => isOfKind(kind, path, root)) : undefined;
  return found?.configurations(root, view) ?? [copyOf(root, { home: view, here: view, via: [] })];
}

/** What a node that is written has become in each configuration; an effective one stands for itself. */
export function counterparts(node: ConfigNode, view: DocumentView): readonly ConfigNode[] {
  if (isEffective(node)) return [node];
  const chain: ConfigNode[] = [];
  for (let at: ConfigNode | undefined = node; at; at = at.key === undefined ? undefined : at.parent) chain.unshift(at);
  const [root, ...below] = chain;
  return allOf(view)
    .filter(({ of }) => of === root)
    .flatMap((configuration) => follow(configuration.root, below) ?? []);
}

/** By what a node is a copy of; where layers were put together, by its key. */
function follow(start: Effective, below: readonly ConfigNode[]): Effective | undefined {
  let at: Effective | undefined = start;
  for (const node of below) {
    at =
      at?.children.find(({ source }) => source === node) ??
      (typeof node.key === 'string' ? at?.children.find(({ key }) => key === node.key) : undefined);
  }
  return at;
}
