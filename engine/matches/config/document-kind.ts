import type { ConfigNode } from '../../model/document.ts';
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
  'package-json': { paths: compileGlobList('**/package.json'), keys: [] },
  tsconfig: { paths: compileGlobList('**/{tsconfig,jsconfig}*.json'), keys: [] },
  'supabase-config': { paths: compileGlobList('**/supabase/config.toml'), keys: [] },
};

export const documentKinds: readonly string[] = Object.keys(kinds);

export function mayBeOfKind(name: string, path: string): boolean {
  return kinds[name]?.paths.match(path) !== undefined;
}

/** Whether the document with this root is of the kind; each document of a YAML file for itself. */
export function isOfKind(name: string, path: string, root: ConfigNode): boolean {
  const keys = kinds[name]?.keys ?? [];
  return mayBeOfKind(name, path) && keys.every((key) => root.children.some((child) => child.key === key));
}
