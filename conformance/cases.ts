import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parse } from 'yaml';

/** A small test of what patterns or rules mean: Semgrep's formats. */
export interface Case {
  /** Path of its pattern or rule file, from the folder of all cases. */
  readonly name: string;
  readonly kind: 'pattern' | 'rules' | 'taint' | 'autofix';
  /** A Semgrep rule file. */
  readonly rules: string;
  readonly targets: readonly Target[];
  /** Findings of a pattern are not told apart by rule. */
  readonly isPattern: boolean;
}

export interface Target {
  /** Base name of the file. */
  readonly name: string;
  readonly text: string;
  /** What the file has to be when all fixes are applied. */
  readonly fixed?: string;
}

/** Language of a pattern by the ending of its target. */
const languages: Readonly<Record<string, string>> = {
  js: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  tsx: 'typescript',
  json: 'json',
  yaml: 'yaml',
  generic: 'generic',
};

/** All cases below a folder, sorted by name. */
export function casesIn(root: string): readonly Case[] {
  const folders = [root, ...foldersIn(root)].sort();
  return folders.flatMap((folder) => {
    const names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
    const here: Folder = { root, folder, names };
    return [...patternCases(here), ...ruleCases(here)];
  });
}

interface Folder {
  readonly root: string;
  readonly folder: string;
  readonly names: readonly string[];
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git')
    .flatMap(({ name }) => [join(folder, name), ...foldersIn(join(folder, name))]);
}

/** `X.sgrep` beside `X.js`; a pattern for many languages lies in the folder POLYGLOT beside. */
function patternCases({ root, folder, names }: Folder): readonly Case[] {
  return names.flatMap((target) => {
    const extension = extensionOf(target);
    const language = languages[extension];
    const base = target.slice(0, -extension.length - 1);
    const related = (ending: string): string | undefined =>
      [folder, join(folder, '..', 'POLYGLOT'), join(folder, '..', '..', 'patterns', 'POLYGLOT')]
        .map((place) => join(place, `${base}.${ending}`))
        .find((path) => existsSync(path));
    const pattern = related('sgrep');
    if (language === undefined || pattern === undefined) return [];
    const fix = fixOf(related);
    const rule = {
      id: 'pattern',
      languages: [language],
      message: 'Found.',
      severity: 'ERROR',
      pattern: read(pattern),
      ...fix,
    };
    const fixed = related('fixed');
    const isFix = fix !== undefined && fixed !== undefined;
    return [
      {
        name: relative(root, join(folder, target)),
        kind: isFix ? 'autofix' : 'pattern',
        rules: JSON.stringify({ rules: [rule] }),
        targets: [{ name: target, text: read(join(folder, target)), ...(isFix && { fixed: read(fixed) }) }],
        isPattern: true,
      } as const,
    ];
  });
}

/** `X.fix` is the text of a fix; `X.fix-regex` has the expression, the count where there are three lines, and the replacement. */
function fixOf(related: (ending: string) => string | undefined): object | undefined {
  const fix = related('fix');
  if (fix !== undefined) return { fix: read(fix) };
  const regexFix = related('fix-regex');
  if (regexFix === undefined) return undefined;
  const [regex, ...rest] = read(regexFix).replace(/\n$/, '').split('\n');
  const count = rest.length > 1 ? { count: Number(rest[0]) } : {};
  return { 'fix-regex': { regex, ...count, replacement: rest.slice(rest.length > 1 ? 1 : 0).join('\n') } };
}

/** `X.yaml` with rules beside `X.js`, `X.ts`, `X.test.yaml`. */
function ruleCases({ root, folder, names }: Folder): readonly Case[] {
  return names.flatMap((name) => {
    if (!/^[^.]+.*\.ya?ml$/.test(name) || /\.(test|fixed)\.ya?ml$/.test(name)) return [];
    const text = read(join(folder, name));
    const rules = rulesIn(text);
    if (!rules) return [];
    const base = name.replace(/\.ya?ml$/, '');
    const targets = names.filter((other) => other !== name && other.startsWith(`${base}.`) && isTarget(other, base));
    const all = targets.map((target) => targetOf(folder, target, names));
    const isTaint = rules.some((rule) => rule['mode'] === 'taint' || 'taint' in rule);
    return [
      {
        name: relative(root, join(folder, name)),
        kind: all.some(({ fixed }) => fixed !== undefined) ? 'autofix' : isTaint ? 'taint' : 'rules',
        rules: withoutPaths(text, rules),
        targets: all,
        isPattern: false,
      } as const,
    ];
  });
}

function isTarget(name: string, base: string): boolean {
  const rest = name.slice(base.length + 1);
  return (
    !/(^|\.)(fixed|sgrep|fix|fix-regex|jsonnet|j2)(\.|$)/.test(rest) &&
    (/^test\.ya?ml$/.test(rest) || !/^ya?ml$/.test(rest))
  );
}

function targetOf(folder: string, name: string, names: readonly string[]): Target {
  const base = name.slice(0, name.lastIndexOf('.'));
  const fixed = [`${base}.fixed.${extensionOf(name)}`, `${base}.fixed`].find((other) => names.includes(other));
  const text = read(join(folder, name));
  return { name: basename(name), text, ...(fixed !== undefined && { fixed: read(join(folder, fixed)) }) };
}

export type RuleData = Readonly<Record<string, unknown>>;

function rulesIn(text: string): readonly RuleData[] | undefined {
  try {
    const data = parse(text, { logLevel: 'silent', maxAliasCount: -1 }) as { readonly rules?: unknown } | null;
    const rules = data?.rules;
    return Array.isArray(rules)
      ? rules.filter((rule): rule is RuleData => typeof rule === 'object' && rule !== null)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Tests of rules do not lie where the rules' `paths` lead: Semgrep's own runner does not look at them either. */
function withoutPaths(text: string, rules: readonly RuleData[]): string {
  if (rules.every((rule) => !('paths' in rule))) return text;
  return JSON.stringify({ rules: rules.map(({ paths: _paths, ...rule }) => rule) });
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

/** For reading names such as `js/x.js`. */
export function folderOf(name: string): string {
  return basename(dirname(name));
}
