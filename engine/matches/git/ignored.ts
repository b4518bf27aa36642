import ignore, { type Ignore } from 'ignore';
import { gitBytes, ignorePatterns } from '../../model/gitignore.ts';

/** A .gitignore file. */
export interface IgnoreFile {
  readonly path: string;
  readonly text: string;
}

/** The pattern that decides about a path. */
export interface IgnoreRule {
  /** Of the .gitignore file. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The line as written. */
  readonly pattern: string;
}

export interface IgnoreAnswer {
  readonly ignored: boolean;
  /** Absent when no pattern says anything about the path. */
  readonly by?: IgnoreRule;
}

/**
 * Whether git would ignore a path, by all .gitignore files of the workspace and nothing else (tracked files and
 * personal settings do not count, as in `git check-ignore --no-index`). A path that ends with `/` is a folder.
 */
export function ignoredBy(files: readonly IgnoreFile[], path: string): IgnoreAnswer {
  const rules = rulesOf(files);
  const answer = rules.all.test(gitBytes(path));
  if (answer.ignored) return { ignored: true, ...ruleOf(rules, answer.rule?.mark) };
  return { ignored: false, ...(answer.unignored && ruleOf(rules, reincluding(rules, path))) };
}

interface Rule extends IgnoreRule {
  /** The pattern rewritten to speak of root paths. */
  readonly fromRoot: string;
}

interface Rules {
  readonly list: readonly Rule[];
  readonly all: Ignore;
}

const compiled = new WeakMap<readonly IgnoreFile[], Rules>();

function rulesOf(files: readonly IgnoreFile[]): Rules {
  let rules = compiled.get(files);
  if (!rules) compiled.set(files, (rules = compile(files)));
  return rules;
}

function compile(files: readonly IgnoreFile[]): Rules {
  const byFolder = files.map((file) => ({ file, folder: file.path.slice(0, Math.max(0, file.path.lastIndexOf('/'))) }));
  // An outer folder sorts before the folders in it: the patterns of inner files come last and decide.
  byFolder.sort((a, b) => (a.folder < b.folder ? -1 : 1));
  const list = byFolder.flatMap(({ file, folder }) =>
    ignorePatterns(folder, file.text).map(({ pattern, line, written }) => ({
      path: file.path,
      line,
      pattern: written,
      fromRoot: pattern,
    })),
  );
  const all = caseSensitive().add(list.map(({ fromRoot }, i) => ({ pattern: fromRoot, mark: String(i) })));
  return { list, all };
}

function caseSensitive(): Ignore {
  return ignore({ ignorecase: false });
}

function ruleOf({ list }: Rules, mark: string | undefined): { readonly by?: IgnoreRule } {
  const rule = list[Number(mark ?? -1)];
  return rule ? { by: { path: rule.path, line: rule.line, pattern: rule.pattern } } : {};
}

/** `ignore` does not name the pattern that re-includes a path: it is the last negative one that fits it. */
function reincluding({ list }: Rules, path: string): string | undefined {
  const i = list.findLastIndex(({ fromRoot }) => fromRoot.startsWith('!') && fits(fromRoot, path));
  return i === -1 ? undefined : String(i);
}

function fits(negative: string, path: string): boolean {
  return caseSensitive()
    .add([{ pattern: negative }])
    .test(gitBytes(path)).unignored;
}
