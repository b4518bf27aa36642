import { readShell } from '../../documents/shell/script.ts';
import { shellTypes, type ShellNode, type ShellScript } from '../../documents/shell/node.ts';
import type { Cause } from '../../model/binding.ts';
import type { ConfigNode, TreeNode } from '../../model/document.ts';
import type { DocumentView } from '../matcher.ts';
import { isShellFile, siteAt, sitesIn, type ShellSite } from './sites.ts';

/** A script, or why nothing is known of what is in it. */
export interface KnownScript {
  readonly script: ShellScript;
  readonly doubt?: Cause;
}

const SCRIPTS = Symbol('shell scripts');
const VALUES = Symbol('values read as shell');

/** The scripts of a document: a file of shell, or what its kind of configuration runs. */
export function scriptsIn(view: DocumentView): readonly KnownScript[] {
  return view.memo(SCRIPTS, () => {
    const { path, text } = view.document.file;
    if (!isShellFile(path)) return sitesIn(view).map((site) => scriptAt(site, view));
    const script = readShell({ text, range: (start, end) => [start, end] }, undefined, false);
    return [{ script, ...doubtAbout(script, view) }];
  });
}

/** The scripts within a node; a scalar that is none of them is one because the policy says so. */
export function scriptsWithin(scope: TreeNode | undefined, view: DocumentView): readonly KnownScript[] {
  const all = scriptsIn(view);
  if (!scope || scope === view.fileNode) return all;
  const inside = all.filter(
    ({ script: { parent } }) => parent === scope || (parent && view.index.contains(scope, parent)),
  );
  const isValue = view.document.family === 'config' && scope.type === 'scalar';
  if (inside.length > 0 || !isValue || (scope as ConfigNode).value === null) return inside;
  const values = view.memo(VALUES, () => new Map<TreeNode, KnownScript>());
  const known = values.get(scope) ?? scriptAt(siteAt(scope as ConfigNode, view), view);
  values.set(scope, known);
  return [known];
}

function scriptAt({ node, text, foreign }: ShellSite, view: DocumentView): KnownScript {
  if (foreign === undefined) {
    const script = readShell(text, node, node.unknown !== undefined);
    return { script, ...doubtAbout(script, view) };
  }
  const script: ShellScript = { type: 'shell-script', range: node.range, parent: node, text: text.text, nodes: [] };
  const message = `The script is for '${foreign}', which is not a shell that is read.`;
  return { script, doubt: { kind: 'not-static', message, place: view.place(node) } };
}

function doubtAbout(script: ShellScript, view: DocumentView): { readonly doubt?: Cause } {
  if (script.error === undefined) return {};
  const message = `The script cannot be read as one of bash: ${script.error}.`;
  return { doubt: { kind: 'not-read', message, place: view.place(script) } };
}

export function isShell(node: TreeNode): node is ShellNode | ShellScript {
  return shellTypes.has(node.type);
}
