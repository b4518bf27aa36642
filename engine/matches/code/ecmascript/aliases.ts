import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { declarationOf } from '../../../documents/javascript/scope.ts';
import type { DocumentView } from '../../matcher.ts';
import { asNode, keyName, open, type Node } from './estree.ts';

/** A name that an import brought in, and what it may be called in a pattern (code-patterns.md, section 6). */
interface Alias {
  readonly identifier: Node;
  /** What native policies may call it. */
  readonly names: readonly string[];
  /** What Semgrep calls it: a module, or a module and its export; nothing for what Semgrep does not see through. */
  readonly resolved?: readonly string[];
}

const ALIASES = Symbol('aliases');
const RESOLVED = Symbol('resolved names');
const none: readonly string[] = [];

/**
 * What an identifier or member is called where it was exported: `cp.exec` after `import * as cp from 'child_process'`
 * is `child_process.exec`. Unlike Semgrep's, these names also see through default imports and inline `require`.
 */
export function canonicalNames(view: DocumentView, node: Node): readonly string[] {
  const expression = open(node);
  if (expression.type === 'Identifier') return aliasOf(view, expression)?.names ?? none;
  if (expression.type !== 'MemberExpression') return modulesLoaded(expression);
  const { object, property, computed } = expression;
  if (computed || property.type !== 'Identifier') return none;
  return canonicalNames(view, object).map((name) => `${name}.${property.name}`);
}

/**
 * The name by which Semgrep knows an imported identifier, as an expression at its place: `child_process.exec` for the
 * `run` of `import {exec as run} from 'child_process'`. Like Semgrep's, it is known only behind the import.
 */
export function resolvedName(view: DocumentView, identifier: TSESTree.Identifier): Node | undefined {
  if (!isImported(view, identifier.name)) return undefined;
  const known = view.memo(RESOLVED, () => new Map<Node, Node | undefined>());
  if (!known.has(identifier)) {
    const alias = aliasOf(view, identifier);
    const isBehind = alias !== undefined && alias.identifier.range[0] < identifier.range[0];
    known.set(identifier, isBehind && alias.resolved ? dotted(alias.resolved, identifier) : undefined);
  }
  return known.get(identifier);
}

function dotted([first, ...rest]: readonly string[], { range, loc }: Node): Node {
  const named = (name: string): Node => ({ type: 'Identifier', name, range, loc }) as Node;
  return rest.reduce(
    (object, name) =>
      ({
        type: 'MemberExpression',
        object,
        property: named(name),
        computed: false,
        optional: false,
        range,
        loc,
      }) as unknown as Node,
    named(first!),
  );
}

/** Whether the file imports anything under this name: the cheap question before all others. */
export function isImported(view: DocumentView, name: string): boolean {
  return aliasesOf(view).has(name);
}

function aliasOf(view: DocumentView, identifier: TSESTree.Identifier): Alias | undefined {
  const aliases = aliasesOf(view).get(identifier.name);
  if (!aliases) return undefined;
  const declaration = declarationOf(view, identifier);
  return declaration === undefined
    ? undefined
    : aliases.find((alias) => declarationOf(view, alias.identifier) === declaration);
}

function aliasesOf(view: DocumentView): ReadonlyMap<string, readonly Alias[]> {
  return view.memo(ALIASES, () => {
    const aliases = new Map<string, Alias[]>();
    const add: Add = (identifier, names, resolved) => {
      if (identifier.type !== 'Identifier') return;
      const alias = { identifier, names, ...(resolved && { resolved }) };
      const known = aliases.get(identifier.name);
      if (known) known.push(alias);
      else aliases.set(identifier.name, [alias]);
    };
    const types = ['ImportDeclaration', 'TSImportEqualsDeclaration', 'VariableDeclarator'];
    for (const node of view.index.ofTypes(types)) addDeclaration(asNode(node), add);
    return aliases;
  });
}

type Add = (identifier: Node, names: readonly string[], resolved?: readonly string[]) => void;

function addDeclaration(declaration: Node, add: Add): void {
  if (declaration.type === 'ImportDeclaration') addImport(declaration, add);
  else if (declaration.type === 'VariableDeclarator' && declaration.init)
    addRequire(declaration.id, declaration.init, add);
  else if (
    declaration.type === 'TSImportEqualsDeclaration' &&
    declaration.moduleReference.type === 'TSExternalModuleReference'
  ) {
    const module = literal(declaration.moduleReference.expression);
    if (module !== undefined) add(declaration.id, moduleNames(module), [module]);
  }
}

function addImport({ source, specifiers }: TSESTree.ImportDeclaration, add: Add): void {
  const modules = moduleNames(source.value);
  const last = source.value.slice(source.value.lastIndexOf('/') + 1);
  for (const specifier of specifiers) {
    if (specifier.type === 'ImportSpecifier') {
      const imported = keyName({ key: specifier.imported, computed: false })!;
      const resolved = imported === 'default' ? undefined : [last.replace(/(?<=.)\.[^.]*$/, ''), imported];
      add(specifier.local, exportNames(modules, imported), resolved);
    } else add(specifier.local, modules, specifier.type === 'ImportNamespaceSpecifier' ? [last] : undefined);
  }
}

function addRequire(target: Node, init: Node, add: Add): void {
  const value = open(init);
  const member = value.type === 'MemberExpression' ? value : undefined;
  const modules = modulesLoaded(member ? open(member.object) : value);
  if (modules.length === 0) return;
  const property = member && keyName({ key: member.property, computed: member.computed });
  if (member && property === undefined) return;
  const names = property === undefined ? modules : exportNames(modules, property);
  const module = member ? undefined : requiredModule(value);
  if (target.type === 'ObjectPattern') addProperties(target, names, module, add);
  else add(target, names, module === undefined ? undefined : [module]);
}

function addProperties(
  pattern: TSESTree.ObjectPattern,
  modules: readonly string[],
  module: string | undefined,
  add: Add,
): void {
  for (const property of pattern.properties) {
    const name = property.type === 'Property' ? keyName(property) : undefined;
    if (property.type === 'Property' && name !== undefined)
      add(property.value, exportNames(modules, name), module === undefined ? undefined : [module, name]);
  }
}

/** The bare name too: an export that was renamed on import is still that export. */
function exportNames(modules: readonly string[], name: string): readonly string[] {
  return [...modules.map((module) => `${module}.${name}`), name];
}

/** For `require('m')`, `await import('m')`. */
function modulesLoaded(node: Node): readonly string[] {
  if (node.type === 'AwaitExpression') return modulesLoaded(node.argument);
  return moduleNames(node.type === 'ImportExpression' ? literal(node.source) : requiredModule(node));
}

function requiredModule(node: Node): string | undefined {
  const isRequire =
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire ? literal(node.arguments[0]) : undefined;
}

function literal(node: Node | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** A module goes by its specifier and by its last segment. */
function moduleNames(specifier: string | undefined): readonly string[] {
  if (!specifier) return none;
  const full = specifier.replace(/^node:/, '');
  const last = full.slice(full.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
  return full === last || last === '' ? [full] : [full, last];
}
