import type { Command, Pipeline, Redirected, SyntaxNode } from 'unbash';
import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';

/** A text that stands in a file, and where each part of it does. */
export interface ShellText {
  readonly text: string;
  range(start: number, end: number): Range;
}

/** A script of bash or another POSIX shell, wherever it stands: a file, a value of configuration, an argument of `bash -c`. */
export interface ShellScript extends TreeNode {
  readonly type: 'shell-script';
  /** What it is written in: a value of configuration, or the command that runs it; nothing for a file. */
  readonly parent?: TreeNode;
  /** As it is written, with what templates fill in hidden. */
  readonly text: string;
  /** All its commands and pipelines in source order, those of substitutions and of `bash -c` included. */
  readonly nodes: readonly ShellNode[];
  /** Why it cannot be read; then it has no nodes. */
  readonly error?: string;
}

interface Common extends TreeNode {
  /** The command or pipeline around it, else the script. */
  readonly parent: TreeNode;
  /** Where a part of its syntax stands in the file. */
  place(part: { readonly pos: number; readonly end: number }): Range;
}

/** A simple command, or a group, loop or condition with redirections. */
export interface ShellCommand extends Common {
  readonly type: 'shell-command';
  readonly syntax: Command | Redirected;
}

export interface ShellPipeline extends Common {
  readonly type: 'shell-pipeline';
  readonly syntax: Pipeline;
}

export type ShellNode = ShellCommand | ShellPipeline;

export const shellTypes: ReadonlySet<string> = new Set(['shell-script', 'shell-command', 'shell-pipeline']);

/** Only a simple command has words. */
export function isSimple(syntax: SyntaxNode): syntax is Command {
  return syntax.type === 'Command';
}
