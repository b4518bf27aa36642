import type { ConfigNode } from '../../model/document.ts';
import { dockerfile } from '../../documents/config/dockerfile.ts';
import micromatch from 'micromatch';
import { compileGlobList, type Glob } from '../glob.ts';

interface Kind {
  readonly paths: Glob;
  /** Keys that the document has at its top. */
  readonly keys: readonly string[];
}

/** How documents of a kind are recognised: by where they stand and what they have. */
const kinds: Readonly<Record<string, Kind>> = {
  'github-workflow': { paths: compileGlobList('**/.github/workflows/*.{yml,yaml}'), keys: [] },
  'github-action': { paths: compileGlobList('**/action.{yml,yaml}'), keys: ['runs'] },
  compose: { paths: compileGlobList('**/{compose,docker-compose}*.{yml,yaml}'), keys: [] },
  kubernetes: { paths: compileGlobList('**/*.{yml,yaml,json}'), keys: ['apiVersion', 'kind'] },
  dockerfile: { paths: compileGlobList(dockerfile.globs), keys: [] },
  'package-json': { paths: compileGlobList('**/package.json'), keys: [] },
  tsconfig: { paths: compileGlobList('**/{tsconfig,jsconfig}*.json'), keys: [] },
  npmrc: { paths: compileGlobList('**/.npmrc'), keys: [] },
  'supabase-config': { paths: compileGlobList('**/supabase/config.toml'), keys: [] },
};

export const documentKinds: readonly string[] = Object.keys(kinds);

export function mayBeOfKind(name: string, path: string): boolean {
  return kinds[name]?.paths.match(path) !== undefined;
}

/** Whether the document with this root is of the kind; each document of a YAML file for itself. */
export function isOfKind(name: string, path: string, root: ConfigNode): boolean {
  const answers = known.get(root) ?? new Map<string, boolean>();
  known.set(root, answers);
  const answer = answers.get(name) ?? (mayBeOfKind(name, path) && hasKeys(kinds[name]?.keys ?? [], root));
  answers.set(name, answer);
  return answer;
}

/** It is asked of the same root for each node below it, and a root may have very many children. */
const known = new WeakMap<ConfigNode, Map<string, boolean>>();

function hasKeys(keys: readonly string[], root: ConfigNode): boolean {
  return keys.every((key) => root.children.some((child) => child.key === key));
}

/** The kind that every file of these globs is of by where it stands, if there is one. */
export function kindOfAll(globs: readonly string[]): string | undefined {
  const paths = globs.map(samples);
  if (paths.length === 0 || paths.includes(undefined)) return undefined;
  return documentKinds.find(
    (name) => kinds[name]!.keys.length === 0 && paths.flat().every((path) => mayBeOfKind(name, path!)),
  );
}

/** A path for each alternative, with words that nobody uses for what is left open; nothing where more is left open than `*`. */
function samples(glob: string): readonly string[] | undefined {
  const plain = glob.replace(/\$\{[A-Z_][A-Z0-9_]*\}|\$[A-Z_][A-Z0-9_]*/g, '*');
  if (/[?!+@[\](|)\\]/.test(plain)) return undefined;
  return micromatch
    .braces(plain, { expand: true })
    .map((path) => path.replaceAll('**/', 'xq/zq/').replaceAll('**', 'xq/zq').replaceAll('*', 'xq'));
}
