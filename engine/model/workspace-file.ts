/** Files that stand for a workspace as a whole, the most telling first. */
const manifests = [
  'package.json',
  'deno.json',
  'pyproject.toml',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'composer.json',
  'Gemfile',
  '.gitignore',
  'supabase/config.toml',
  'README.md',
];

/** The file at which a finding about the whole workspace is shown, since viewers show one only at a file: its manifest, else one as near to the root as there is. */
export function fileOfWorkspace(paths: readonly string[]): string | undefined {
  const present = new Set(paths);
  return manifests.find((path) => present.has(path)) ?? [...paths].sort(byDepth)[0];
}

function byDepth(a: string, b: string): number {
  return depth(a) - depth(b) || (a < b ? -1 : 1);
}

function depth(path: string): number {
  return path.split('/').length;
}
