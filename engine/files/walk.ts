import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { gitBytes, ignorePatterns } from '../model/gitignore.ts';
import type { Problem } from '../model/problem.ts';

/** What a folder holds. Paths are relative to the root of the walk. */
export interface Walked {
  /** Pipes, sockets and devices too: whoever reads them says what they are. */
  readonly files: readonly string[];
  /** Symbolic links, whatever they lead to. */
  readonly links: readonly string[];
  readonly problems: readonly Problem[];
}

/** Lists the files below a folder without git, obeying the .gitignore files on the way if asked to. Links are not followed. */
export function walk(root: string, folder: string, rules: Ignore | undefined): Walked {
  const files: string[] = [];
  const links: string[] = [];
  const problems: Problem[] = [];
  const pending: (readonly [folder: string, rules: Ignore | undefined])[] = [[folder, rules]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [path, outer] = next;
    const items = readFolder(root, path, problems);
    const inner = outer && items.some(isIgnoreFile) ? withIgnoreFile(root, path, outer) : outer;
    for (const item of items.filter(({ name }) => !skipped.has(name))) {
      const below = path === '' ? item.name : `${path}/${item.name}`;
      if (inner && isIgnored(inner, item.isDirectory() ? `${below}/` : below)) continue;
      if (item.isDirectory()) pending.push([below, inner]);
      else (item.isSymbolicLink() ? links : files).push(below);
    }
  }
  return { files, links, problems };
}

const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** A path that ends with `/` is a folder. */
export function isIgnored(rules: Ignore, path: string): boolean {
  return rules.ignores(gitBytes(path));
}

export function noRules(): Ignore {
  return ignore({ ignorecase: false });
}

/** The rules in force inside a folder: those around it, then those of its own .gitignore file. */
export function withIgnoreFile(root: string, folder: string, outer: Ignore): Ignore {
  const text = readIgnoreFile(join(root, folder, '.gitignore'));
  return text === undefined ? outer : withIgnoreText(folder, text, outer);
}

export function withIgnoreText(folder: string, text: string, outer: Ignore): Ignore {
  return noRules().add(outer).add(ignorePatterns(folder, text));
}

function readIgnoreFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // That it cannot be read is said when it is read as a file of the workspace.
    return undefined;
  }
}

function isIgnoreFile(item: Dirent): boolean {
  return item.name === '.gitignore' && item.isFile();
}

function readFolder(root: string, path: string, problems: Problem[]): readonly Dirent[] {
  try {
    return readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    problems.push({
      kind: 'unreadable',
      level: 'warning',
      message: `The folder '${path || root}' cannot be listed (${code}).`,
      path,
    });
    return [];
  }
}
