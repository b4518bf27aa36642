import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDots, keyName, open, type Node } from './estree.ts';
import { matchSubset } from '../lists.ts';
import { compileLiteral } from './literals.ts';
import { metavariableName } from '../placeholders.ts';
import type { Compiler, Next, NodePattern, Trial } from './pieces.ts';

/** Some of the names imported from a module, in any order; also the `const … = require(…)` that does the same. */
export function compileImport(pattern: TSESTree.ImportDeclaration, compiler: Compiler): NodePattern {
  const source = compileSource(pattern.source, compiler);
  const specifiers = pattern.specifiers
    .filter((specifier) => !isDots(specifier))
    .map((specifier) => compileSpecifier(specifier, compiler));
  return {
    mayMatch: (node, view) => {
      const found = importOf(node);
      return found !== undefined && found.names.length >= specifiers.length && source.mayMatch(found.source, view);
    },
    match: (node, trial, next) => {
      const found = importOf(node)!;
      return source.match(found.source, trial, (extended) => matchSubset(specifiers, found.names, extended, next));
    },
  };
}

interface Import {
  readonly source: Node;
  readonly names: readonly Node[];
}

function importOf(node: Node): Import | undefined {
  if (node.type === 'ImportDeclaration') return { source: node.source, names: node.specifiers };
  if (node.type === 'ExportNamedDeclaration')
    return node.exportKind === 'type' && node.source ? { source: node.source, names: node.specifiers } : undefined;
  if (node.type === 'TSImportEqualsDeclaration')
    return node.moduleReference.type === 'TSExternalModuleReference'
      ? { source: node.moduleReference.expression, names: [node] }
      : undefined;
  if (node.type !== 'VariableDeclaration' || node.declarations.length !== 1) return undefined;
  const { id, init } = node.declarations[0];
  const call = init && open(init);
  const isRequire =
    call?.type === 'CallExpression' && call.callee.type === 'Identifier' && call.callee.name === 'require';
  if (!isRequire || !call.arguments[0]) return undefined;
  return { source: call.arguments[0], names: id.type === 'ObjectPattern' ? id.properties : [] };
}

/** A module is named with everything below it: `m` also stands for `m/sub`. */
function compileSource(source: TSESTree.StringLiteral, compiler: Compiler): NodePattern {
  const { value } = source;
  if (value === '...' || value.startsWith('=~/') || metavariableName(value) !== undefined)
    return compileLiteral(source, compiler);
  const fits = (node: Node): boolean => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return false;
    return node.value === value || node.value.startsWith(`${value}/`);
  };
  return { mayMatch: fits, match: (node: Node, trial: Trial, next: Next) => fits(node) && next(trial) };
}

/**
 * `x`, `x as y`, `* as y` and the default export, which is one of the name `default`.
 * `{$X}` takes the local name, because that is what the rest of the file uses; Semgrep's takes the exported one.
 */
function compileSpecifier(pattern: TSESTree.ImportClause, compiler: Compiler): NodePattern {
  const { kind, local, imported } = specifierOf(pattern)!;
  const isAlias = imported === undefined || imported !== local.name;
  const exported = imported === undefined ? undefined : metavariableName(imported);
  const takesLocal = isAlias || (exported !== undefined && !compiler.dialect.semgrep);
  const name = compiler.name(local);
  const target = (found: Specifier): Node => (takesLocal ? found.local : found.exported);
  const isNamed = exported === undefined && imported !== undefined;
  return {
    mayMatch: (node, view) => {
      const found = specifierOf(node);
      if (!found || found.kind !== kind || (isNamed && found.imported !== imported)) return false;
      return (isNamed && !takesLocal) || name.mayMatch(target(found), view);
    },
    match: (node, trial, next) =>
      isNamed && !takesLocal ? next(trial) : name.match(target(specifierOf(node)!), trial, next),
  };
}

interface Specifier {
  readonly kind: 'one' | 'all';
  readonly local: TSESTree.Identifier;
  /** The node of the exported name, and the name. */
  readonly exported: Node;
  readonly imported?: string | undefined;
}

function specifierOf(node: Node): Specifier | undefined {
  switch (node.type) {
    case 'ImportSpecifier':
      return one(node.local, node.imported);
    case 'ExportSpecifier':
      return one(node.local as TSESTree.Identifier, node.local);
    case 'ImportDefaultSpecifier':
      return { kind: 'one', local: node.local, exported: node.local, imported: 'default' };
    case 'ImportNamespaceSpecifier':
      return { kind: 'all', local: node.local, exported: node.local };
    case 'TSImportEqualsDeclaration':
      return { kind: 'all', local: node.id, exported: node.id };
    case 'Property':
      return one(node.value as TSESTree.Identifier, node.key);
    default:
      return undefined;
  }
}

function one(local: TSESTree.Identifier, exported: Node): Specifier {
  return { kind: 'one', local, exported, imported: keyName({ key: exported, computed: false }) };
}
