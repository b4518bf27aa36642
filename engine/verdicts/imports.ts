import { posix } from 'node:path';
import type { Binding, Bindings } from '../model/binding.ts';
import type { ModuleAlias } from '../model/context.ts';
import type { Scalar } from '../model/document.ts';
import type { FactRow, FileFacts } from '../model/fact.ts';
import type { Formula } from '../model/formula.ts';
import { isMeant } from '../model/module-specifier.ts';

/** Finds the value of an imported constant in what the imported file exports. */
export type ResolveImport = (binding: Binding) => Scalar | undefined;

const endings = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
];

export function importResolver(files: readonly FileFacts[], aliases: readonly ModuleAlias[]): ResolveImport {
  const constants = new Map(files.flatMap(({ path, constants: own }) => (own ? [[path, own] as const] : [])));
  const paths = new Set(files.map(({ path }) => path));
  return ({ path, imported }) => {
    if (!imported || path === undefined) return undefined;
    const module = candidates(path, imported.from, aliases).find((candidate) => paths.has(candidate));
    return module === undefined ? undefined : constants.get(module)?.[imported.name];
  };
}

/** Paths that a specifier may mean, in the order in which a bundler tries them; none for a package. */
export function candidates(path: string, from: string, aliases: readonly ModuleAlias[]): readonly string[] {
  const bases = from.startsWith('.') ? [posix.join(posix.dirname(path), from)] : aliased(path, from, aliases);
  return bases.flatMap((base) => {
    // `./status.js` in TypeScript means status.ts.
    const source = base.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
    return [...(source === base ? [] : [source]), ...endings.map((ending) => base + ending)];
  });
}

/** The nearest configuration's aliases first. */
function aliased(path: string, from: string, aliases: readonly ModuleAlias[]): readonly string[] {
  return aliases
    .filter((alias) => isMeant(path, from, alias))
    .sort((a, b) => b.folder.length - a.folder.length || b.prefix.length - a.prefix.length)
    .flatMap(({ prefix, suffix = '', targets }) => {
      const rest = from.slice(prefix.length, from.length - suffix.length);
      return targets.map((target) => posix.normalize(target.replace('*', () => rest)));
    });
}

/** A fact row in which imported constants have their values. */
export function withImports(row: FactRow, resolve: ResolveImport): FactRow {
  const formula = (part: Formula): Formula => resolvedFormula(part, resolve);
  return {
    ...row,
    bindings: resolvedBindings(row.bindings, resolve),
    rest: formula(row.rest),
    ...(row.when && { when: formula(row.when) }),
    ...(row.require && { require: formula(row.require) }),
  };
}

function resolvedFormula(formula: Formula, resolve: ResolveImport): Formula {
  switch (formula.op) {
    case 'all':
    case 'any':
      return { ...formula, of: formula.of.map((part) => resolvedFormula(part, resolve)) };
    case 'not':
      return { ...formula, of: resolvedFormula(formula.of, resolve) };
    case 'bind':
      return {
        ...formula,
        bindings: resolvedBindings(formula.bindings, resolve),
        of: resolvedFormula(formula.of, resolve),
      };
    default:
      return formula;
  }
}

function resolvedBindings(bindings: Bindings, resolve: ResolveImport): Bindings {
  if (!Object.values(bindings).some(({ imported }) => imported)) return bindings;
  return Object.fromEntries(Object.entries(bindings).map(([name, binding]) => [name, resolved(binding, resolve)]));
}

/** Shown by its value, as a literal would be. */
function resolved(binding: Binding, resolve: ResolveImport): Binding {
  const value = resolve(binding);
  return value === undefined ? binding : { ...binding, value, text: String(value) };
}
