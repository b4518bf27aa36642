import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDots, keyName, open, type Node } from './estree.ts';
import { matchSubset } from './lists.ts';
import { compileLiteral } from './literals.ts';
import { metavariableName } from './placeholders.ts';
import type { Compiler, Next, NodePattern, Trial } from './trial.ts';

/** Some of the names imported from a module, in any order; also the `const … = require(…)` that does the same. */
export function compileImport(pattern: TSESTree.ImportDeclaration, compiler: Compiler): NodePattern {
  const source = compileSource(pattern.source);
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
  if (node.type !== 'VariableDeclaration' || node.declarations.length !== 1) return undefined;
  const { id, init } = node.declarations[0];
  const call = init && open(init);
  const isRequire =
    call?.type === 'CallExpression' && call.callee.type === 'Identifier' && call.callee.name === 'require';
  if (!isRequire || !call.arguments[0]) return undefined;
  return { source: call.arguments[0], names: id.type === 'ObjectPattern' ? id.properties : [] };
}

/** A module is named with everything below it: `m` also stands for `m/sub`. */
function compileSource(source: TSESTree.StringLiteral): NodePattern {
  const { value } = source;
  if (value === '...' || value.startsWith('=~/') || metavariableName(value) !== undefined)
    return compileLiteral(source);
  const fits = (node: Node): boolean => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return false;
    return node.value === value || node.value.startsWith(`${value}/`);
  };
  return { mayMatch: fits, match: (node: Node, trial: Trial, next: Next) => fits(node) && next(trial) };
}

/** A metavariable takes the local name, because that is what the rest of the file uses. */
function compileSpecifier(pattern: TSESTree.ImportClause, compiler: Compiler): NodePattern {
  const local = compiler.name(pattern.local);
  const imported =
    pattern.type === 'ImportSpecifier' ? keyName({ key: pattern.imported, computed: false })! : undefined;
  const isRenamed = imported !== undefined && imported !== pattern.local.name;
  const isFree = imported === undefined || metavariableName(imported) !== undefined;
  const importedFits = (found: string | undefined): boolean => found !== undefined && (isFree || found === imported);
  return {
    mayMatch: (node, view) => {
      const found = specifierOf(node);
      if (!found || found.kind !== pattern.type || !importedFits(found.imported ?? '')) return false;
      return !(isFree || isRenamed) || local.mayMatch(found.local, view);
    },
    match: (node, trial, next) =>
      isFree || isRenamed ? local.match(specifierOf(node)!.local, trial, next) : next(trial),
  };
}

interface Specifier {
  readonly kind: `${TSESTree.ImportClause['type']}`;
  readonly local: Node;
  readonly imported?: string | undefined;
}

function specifierOf(node: Node): Specifier | undefined {
  switch (node.type) {
    case 'ImportSpecifier':
      return { kind: node.type, local: node.local, imported: keyName({ key: node.imported, computed: false }) };
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return { kind: node.type, local: node.local };
    case 'Property':
      return { kind: 'ImportSpecifier', local: node.value, imported: keyName(node) };
    default:
      return undefined;
  }
}
