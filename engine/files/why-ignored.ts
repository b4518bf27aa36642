import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ignorePatterns } from '../model/gitignore.ts';
import { ignoringRule } from './git-list.ts';
import { folderOf } from './targets.ts';
import { isIgnored, noRules } from './walk.ts';

/** The rule for which a file is not listed, as `.gitignore line 3 'dist/'`; undefined where no rule is to blame. */
export function whyIgnored(root: string, path: string, git: boolean): string | undefined {
  if (/(^|\/)(node_modules|\.git)\//.test(path))
    return `'${/(node_modules|\.git)(?=\/)/.exec(path)![0]}' is never looked into`;
  return git ? ignoringRule(root, path) : lastRule(root, path);
}

/** As the walk decides without git: the last pattern that fits the file or a folder around it. */
function lastRule(root: string, path: string): string | undefined {
  const around = foldersAround(path);
  const rules = around.flatMap((folder) => {
    const file = join(root, folder, '.gitignore');
    const name = folder === '' ? '.gitignore' : `${folder}/.gitignore`;
    return existsSync(file)
      ? ignorePatterns(folder, readFileSync(file, 'utf8')).map((rule) => ({ name, ...rule }))
      : [];
  });
  const subjects = [...around.slice(1).map((folder) => `${folder}/`), path];
  const found = rules.findLast(({ pattern }) => {
    const alone = noRules().add(pattern.replace(/^!/, ''));
    return subjects.some((subject) => isIgnored(alone, subject));
  });
  return found && `${found.name} line ${found.line} '${found.written}'`;
}

/** From the root (`''`) to the folder that the file stands in. */
function foldersAround(path: string): readonly string[] {
  const folder = folderOf(path);
  return folder === '' ? [''] : [...foldersAround(folder), folder];
}
