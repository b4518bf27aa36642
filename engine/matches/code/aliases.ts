import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { declarationOf } from '../../documents/javascript/scope.ts';
import type { DocumentView } from '../matcher.ts';
import { asNode, keyName, open, type Node } from './estree.ts';

/** A name that an import brought in, and what it may be called in a pattern (code-patterns.md, section 6). */
interface Alias {
  readonly identifier: Node;
  readonly names: readonly string[];
}

const ALIASES = Symbol('aliases');
const none: readonly string[] = [];

/**
 * What an identifier or member is called where it was exported: `cp.exec` after `import * as cp from 'child_process'`
 * is `child_process.exec`. Unlike Semgrep's, these names also see through default imports and inline `require`.
 */
export function canonicalNames(view: DocumentView, node: Node): readonly string[] {
  const expression = open(node);
  if (expression.type === 'Identifier') return namesOfIdentifier(view, expression);
  if (expression.type !== 'MemberExpression') return modulesLoaded(expression);
  const { object, property, computed } = expression;
  if (computed || property.type !== 'Identifier') return none;
  return canonicalNames(view, object).map((name) => `${name}.${property.name}`);
}

/** Whether the file imports anything under this name: the cheap question before `canonicalNames`. */
export function isImported(view: DocumentView, name: string): boolean {
  return aliasesOf(view).has(name);
}

function namesOfIdentifier(view: DocumentView, identifier: TSESTree.Identifier): readonly string[] {
  const aliases = aliasesOf(view).get(identifier.name);
  if (!aliases) return none;
  const declaration = declarationOf(view, identifier);
  return aliases.find((alias) => declarationOf(view, alias.identifier) === declaration)?.names ?? none;
}

function aliasesOf(view: DocumentView): ReadonlyMap<string, readonly Alias[]> {
  return view.memo(ALIASES, () => {
    const aliases = new Map<string, Alias[]>();
    const add = (identifier: Node, names: readonly string[]): void => {
      if (identifier.type !== 'Identifier') return;
      const known = aliases.get(identifier.name);
      if (known) known.push({ identifier, names });
      else aliases.set(identifier.name, [{ identifier, names }]);
    };
    for (const node of view.index.ofTypes(['ImportDeclaration', 'VariableDeclarator'])) {
      const declaration = asNode(node);
      if (declaration.type === 'ImportDeclaration') addImport(declaration, add);
      if (declaration.type === 'VariableDeclarator' && declaration.init)
        addRequire(declaration.id, declaration.init, add);
    }
    return aliases;
  });
}

type Add = (identifier: Node, names: readonly string[]) => void;

function addImport({ source, specifiers }: TSESTree.ImportDeclaration, add: Add): void {
  const modules = moduleNames(source.value);
  for (const specifier of specifiers) {
    if (specifier.type === 'ImportSpecifier') {
      const imported = keyName({ key: specifier.imported, computed: false })!;
      add(specifier.local, exportNames(modules, imported));
    } else add(specifier.local, modules);
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
  if (target.type === 'ObjectPattern') addProperties(target, names, add);
  else add(target, names);
}

function addProperties(pattern: TSESTree.ObjectPattern, modules: readonly string[], add: Add): void {
  for (const property of pattern.properties) {
    const name = property.type === 'Property' ? keyName(property) : undefined;
    if (property.type === 'Property' && name !== undefined) add(property.value, exportNames(modules, name));
  }
}

/** The bare name too: an export that was renamed on import is still that export. */
function exportNames(modules: readonly string[], name: string): readonly string[] {
  return [...modules.map((module) => `${module}.${name}`), name];
}

/** For `require('m')`, `await import('m')`. */
function modulesLoaded(node: Node): readonly string[] {
  if (node.type === 'AwaitExpression') return modulesLoaded(node.argument);
  if (node.type === 'ImportExpression') return moduleNames(literal(node.source));
  const isRequire =
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire ? moduleNames(literal(node.arguments[0])) : none;
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
