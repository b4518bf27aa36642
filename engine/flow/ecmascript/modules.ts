import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { emit } from '../builder.ts';
import type { Expression, Field } from '../graph.ts';
import { call, named } from './calls.ts';
import { evaluateFor, valueNamed } from './expressions.ts';
import { isConstantKey, keyOf } from './members.ts';
import {
  fetch,
  literal,
  other,
  startedBy,
  variable,
  type Lowering,
  type Node,
  type StatementLowerings,
} from './lowering.ts';

/** Declarations of modules and of TypeScript that run; types and what is only declared have no steps. */
export const moduleStatements: StatementLowerings = {
  ExportNamedDeclaration: (l, node) => {
    if (node.declaration && node.declaration.type !== 'FunctionDeclaration') l.statements([node.declaration]);
  },
  ExportDefaultDeclaration: (l, { declaration }) => {
    if (declaration.type === 'ClassDeclaration') l.statements([declaration]);
    else if (!/^(Function|TS)\w*(Declaration|DeclareFunction)$/.test(declaration.type))
      evaluateFor(l, declaration, valueNamed(l, declaration, 'default'));
  },
  TSExportAssignment: (l, node) => evaluateFor(l, node, l.value(node.expression)),
  TSImportEqualsDeclaration: (l, node) => {
    if (node.importKind === 'type') return;
    const value = referenced(l, node.moduleReference);
    emit(l.builder, { kind: 'assign', node, target: variable(l, node.id), value });
  },
  TSEnumDeclaration: (l, node) => {
    if (node.declare) return;
    const value: Expression = { kind: 'record', node, fields: members(l, node.body.members) };
    emit(l.builder, { kind: 'assign', node, target: variable(l, node.id), value });
  },
  TSModuleDeclaration: (l, node) => {
    if (!node.declare && node.body?.type === 'TSModuleBlock') l.statements(node.body.body);
  },
};

/** `import fs = require('fs')`, `import A = ns.B`. */
function referenced(l: Lowering, node: TSESTree.TSImportEqualsDeclaration['moduleReference']): Expression {
  if (node.type === 'TSExternalModuleReference')
    return call(l, node, named(node, 'require'), [{ value: l.value(node.expression), isSpread: false }]);
  return qualified(l, node);
}

function qualified(l: Lowering, node: TSESTree.EntityName): Expression {
  if (node.type === 'Identifier') return fetch(variable(l, node));
  if (node.type !== 'TSQualifiedName') return l.value(node);
  const left = qualified(l, node.left);
  if (left.kind !== 'fetch') return other(node, left);
  const offset = { kind: 'field', name: node.right.name, node } as const;
  return fetch({ node, base: left.from.base, offsets: [...left.from.offsets, offset] });
}

/** A member without a value is one more than the one before. */
function members(l: Lowering, nodes: readonly TSESTree.TSEnumMember[]): readonly Field[] {
  let next: number | undefined = 0;
  return nodes.map((node) => {
    const value: Expression = node.initializer
      ? l.value(node.initializer)
      : next === undefined
        ? other(node)
        : literal(node, next);
    next = value.kind === 'literal' && typeof value.value === 'number' ? value.value + 1 : undefined;
    const key = keyOf(l, node.id, isConstantKey(node.id));
    return typeof key === 'string' ? { kind: 'field', name: key, node, value } : { kind: 'computed', key, node, value };
  });
}

/** Function declarations, exported ones too, are there before the first statement of their list. */
export function hoist(l: Lowering, nodes: readonly Node[]): void {
  for (const node of nodes) {
    const declaration = 'declaration' in node && node.declaration ? node.declaration : node;
    if (declaration.type !== 'FunctionDeclaration' || !declaration.body) continue;
    const { id } = declaration;
    const value: Expression = { kind: 'function', node: declaration, unit: l.unit(declaration, id?.name ?? 'default') };
    startedBy(l, [node, declaration], () =>
      id
        ? emit(l.builder, { kind: 'assign', node: declaration, target: variable(l, id), value })
        : emit(l.builder, { kind: 'evaluate', node: declaration, value }),
    );
  }
}
