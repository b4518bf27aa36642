import { listed } from './words.ts';
import { child, items, type Located } from '../source.ts';
import { nearest } from '../../model/nearest.ts';
import { refuse, type Reader } from './reader.ts';

/** One language that the patterns of a rule are written in, and the files it is then about. */
export interface RuleLanguage {
  /** As in `RangeRule.language`. */
  readonly language: string;
  /** Absent: every file. */
  readonly files?: readonly string[];
}

export interface RuleLanguages {
  /** One for each language of ours; JavaScript and TypeScript are one. */
  readonly read: readonly RuleLanguage[];
  /** Those of Semgrep's that this version does not read, as written. */
  readonly foreign: readonly string[];
}

/** Semgrep's names of languages that we read. Its rules for JavaScript say nothing about TypeScript files, nor the reverse. */
export const readLanguages: Readonly<Record<string, RuleLanguage>> = {
  javascript: { language: 'javascript', files: ['**/*.{js,jsx,mjs,cjs}'] },
  js: { language: 'javascript', files: ['**/*.{js,jsx,mjs,cjs}'] },
  jsx: { language: 'javascript', files: ['**/*.jsx'] },
  typescript: { language: 'javascript', files: ['**/*.{ts,tsx,mts,cts}'] },
  ts: { language: 'javascript', files: ['**/*.{ts,tsx,mts,cts}'] },
  tsx: { language: 'javascript', files: ['**/*.tsx'] },
  vue: { language: 'javascript', files: ['**/*.vue'] },
  json: { language: 'json', files: ['**/*.{json,ipynb}'] },
  yaml: { language: 'yaml', files: ['**/*.{yml,yaml}'] },
  generic: { language: 'generic' },
  regex: { language: 'regex' },
  none: { language: 'regex' },
};

/** The others of Semgrep's names: a rule for one of them is no mistake, it only does not run here. */
export const foreignLanguages: readonly string[] = [
  ...['apex', 'bash', 'sh', 'c', 'cairo', 'circom', 'clojure', 'cpp', 'c++', 'crystal', 'csharp', 'c#', 'dart'],
  ...['dockerfile', 'docker', 'elixir', 'ex', 'go', 'golang', 'hack', 'hcl', 'terraform', 'tf', 'html', 'java'],
  ...['jsonnet', 'julia', 'kotlin', 'kt', 'lisp', 'lua', 'move_on_aptos', 'move_on_sui', 'ocaml', 'php'],
  ...['promql', 'proto', 'proto3', 'protobuf', 'python', 'py', 'python2', 'python3', 'ql', 'r', 'ruby', 'rb', 'rust'],
  ...['scala', 'scheme', 'solidity', 'sol', 'svelte', 'swift', 'vb', 'vbnet', 'xml'],
];

/** Names under which `metavariable-pattern` reads text in another language. */
const nestedNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(readLanguages).map(([name, { language }]) => [name, language])),
  spacegrep: 'generic',
  aliengrep: 'generic',
};

export function readRuleLanguages(rule: Located, reader: Reader): RuleLanguages {
  const list = child(rule, 'languages');
  const names = list.data === null ? [] : items(list);
  if (names.length === 0) refuse(rule, "'languages' is missing.", reader, 'key');
  const known = names.flatMap((name) => knownName(name, reader));
  return {
    read: merged(known.flatMap((name) => readLanguages[name] ?? [])),
    foreign: known.filter((name) => !Object.hasOwn(readLanguages, name)),
  };
}

function knownName(located: Located, reader: Reader): readonly string[] {
  const name = String(located.data).toLowerCase();
  if (Object.hasOwn(readLanguages, name)) return [name];
  if (foreignLanguages.includes(name)) return [name];
  const names = [...Object.keys(readLanguages), ...foreignLanguages];
  const meant = nearest(name, names);
  const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`;
  refuse(located, `Semgrep has no language '${String(located.data)}'.${hint}`, reader);
  return [];
}

function merged(languages: readonly RuleLanguage[]): readonly RuleLanguage[] {
  const names = [...new Set(languages.map(({ language }) => language))];
  return names.map((language) => {
    const files = languages.filter((one) => one.language === language).map((one) => one.files);
    const globs = [...new Set(files.flatMap((list) => list ?? []))];
    return files.includes(undefined) ? { language } : { language, files: globs };
  });
}

/** The language of a nested formula; the rule cannot run if it is one that we do not read. */
export function nestedLanguage(located: Located, reader: Reader): string | undefined {
  if (located.data === null) return undefined;
  const name = String(located.data).toLowerCase();
  if (Object.hasOwn(nestedNames, name)) return nestedNames[name];
  refuse(located, `This version does not read ${listed([String(located.data)])} inside a metavariable.`, reader);
  return undefined;
}
