import { documentRoots } from '../../documents/config/node.ts';
import { dockerfile } from '../../documents/config/dockerfile.ts';
import { dockerfileContent } from '../../documents/config/dockerfile-lines.ts';
import { compileGlobs } from '../../documents/glob-list.ts';
import type { ShellText } from '../../documents/shell/node.ts';
import { valueText } from '../../documents/shell/value-text.ts';
import type { ConfigNode } from '../../model/document.ts';
import { isOfKind } from '../config/document-kind.ts';
import { configurationsOf } from '../config/effective/all.ts';
import { childOf, type Effective } from '../config/effective/node.ts';
import type { DocumentView } from '../matcher.ts';

/** A value of configuration that a shell runs. */
export interface ShellSite {
  readonly node: ConfigNode;
  readonly text: ShellText;
  /** The shell, if it is said and none that we read: `pwsh`, `python`. */
  readonly foreign?: string;
}

/** Files that are scripts. */
export const isShellFile = compileGlobs(['**/*.{sh,bash}']);

/** Where scripts stand in a document of configuration without that a policy has to say so. */
export function sitesIn(view: DocumentView): readonly ShellSite[] {
  const { document } = view;
  if (document.family !== 'config' || !document.tree) return [];
  if (document.language === dockerfile.name) return fromDockerfile(view);
  return documentRoots(document.tree.root as ConfigNode).flatMap((root) => {
    const { path } = document.file;
    if (isOfKind('github-workflow', path, root)) return fromWorkflow(view);
    if (isOfKind('github-action', path, root)) return stepsOf(at(root, 'runs'), view);
    return isOfKind('package-json', path, root)
      ? childrenOf(at(root, 'scripts')).map((node) => siteAt(node, view))
      : [];
  });
}

/** Any value, which a policy says is a script. */
export function siteAt(node: ConfigNode, view: DocumentView): ShellSite {
  return { node, text: valueText(node, view.document.file.text) };
}

/** The shell of a step is its own, or that of the job or the workflow, or that of the machine. */
function fromWorkflow(view: DocumentView): readonly ShellSite[] {
  return configurationsOf(view).flatMap((root) =>
    childrenOf(childOf(root, 'jobs')).flatMap((job) => stepsOf(job, view)),
  );
}

function stepsOf(job: ConfigNode | undefined, view: DocumentView): readonly ShellSite[] {
  return childrenOf(at(job, 'steps')).flatMap((step) => {
    const run = at(step, 'run');
    const node = (run as Effective | undefined)?.source ?? run;
    if (node?.type !== 'scalar' || node.value === null) return [];
    const foreign = foreignShell(at(step, 'shell'));
    return [{ ...siteAt(node, view), ...(foreign !== undefined && { foreign }) }];
  });
}

/** Where the machine decides, or a template, it is taken for a POSIX shell; if it can be read as one. */
function foreignShell(shell: ConfigNode | undefined): string | undefined {
  if (shell?.type !== 'scalar' || shell.unknown !== undefined || shell.value === null) return undefined;
  const words = String(shell.value).split(/\s+/);
  return words.some((word) => posix.test(word)) ? undefined : words[0];
}

const posix = /(?:^|[\\/-])(?:ba|da|z|k)?sh(?:\.exe)?$/;

/** Instructions whose arguments a shell reads, unless they are a list. */
const run = new Set(['RUN', 'CMD', 'ENTRYPOINT']);

function fromDockerfile(view: DocumentView): readonly ShellSite[] {
  const { text: file } = view.document.file;
  return documentRoots(view.document.tree!.root as ConfigNode).flatMap((root) => {
    const escape = String(at(root, 'escape')?.value ?? '\\');
    return childrenOf(at(root, 'stages')).flatMap((stage) => {
      const foreign = foreignShell(childrenOf(at(stage, 'shell'))[0]);
      return childrenOf(at(stage, 'instructions')).flatMap((instruction) =>
        textsOf(instruction).map((node) => ({
          node,
          text: { text: String(node.value), range: dockerfileContent(file, node.range, escape).range },
          ...(foreign !== undefined && { foreign }),
        })),
      );
    });
  });
}

/** The script of an instruction is what follows its name, or the here-documents there. */
function textsOf(instruction: ConfigNode): readonly ConfigNode[] {
  const text = at(instruction, 'text');
  if (!text || !run.has(String(at(instruction, 'name')?.value)) || /^\s*\[/.test(String(text.value))) return [];
  if (!/^\s*<</.test(String(text.value))) return [text];
  return childrenOf(at(instruction, 'heredocs')).flatMap((heredoc) => at(heredoc, 'text') ?? []);
}

function at(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return node?.children.findLast((child) => child.key === key && !child.commented);
}

function childrenOf(node: ConfigNode | undefined): readonly ConfigNode[] {
  return node?.children ?? [];
}
