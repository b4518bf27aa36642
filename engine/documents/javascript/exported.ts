import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Scalar } from '../../model/document.ts';
import { declaredValue } from './constants.ts';
import { initialiserOf } from './initialiser.ts';
import type { Analysed } from './scope.ts';

type Constants = Record<string, Scalar>;

/** The constants that a module exports by name: `PAID`, `STATUS.paid` for members of objects and enums, `default`. */
export function exportedConstants(view: Analysed): Readonly<Constants> {
  const constants: Constants = {};
  const program = view.document.tree?.root as TSESTree.Program | undefined;
  for (const statement of program?.body ?? []) collect(view, statement, constants);
  return constants;
}

function collect(view: Analysed, statement: TSESTree.ProgramStatement, constants: Constants): void {
  if (statement.type === 'ExportDefaultDeclaration') put(view, 'default', statement.declaration, constants);
  if (statement.type !== 'ExportNamedDeclaration' || statement.source) return;
  if (statement.declaration?.type === 'TSEnumDeclaration') collectEnum(view, statement.declaration, constants);
  if (statement.declaration?.type === 'VariableDeclaration' && statement.declaration.kind === 'const') {
    for (const { id, init } of statement.declaration.declarations) {
      if (id.type === 'Identifier' && init) put(view, id.name, init, constants);
    }
  }
  for (const { local, exported } of statement.specifiers) {
    const initialiser = local.type === 'Identifier' ? initialiserOf(view, local) : undefined;
    if (initialiser && exported.type === 'Identifier') put(view, exported.name, initialiser, constants);
  }
}

function put(view: Analysed, name: string, node: TSESTree.Node, constants: Constants): void {
  const value = declaredValue(view, node);
  if (value !== undefined) constants[name] = value;
  const object = plain(node);
  if (object.type !== 'ObjectExpression') return;
  for (const property of object.properties) {
    if (property.type !== 'Property' || property.computed) continue;
    const key = property.key.type === 'Identifier' ? property.key.name : declaredValue(view, property.key);
    if (key !== undefined) put(view, `${name}.${String(key)}`, property.value, constants);
  }
}

/** Without `as const`, `satisfies T` and the like. */
function plain(node: TSESTree.Node): TSESTree.Node {
  return node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression' ? plain(node.expression) : node;
}

function collectEnum(view: Analysed, declaration: TSESTree.TSEnumDeclaration, constants: Constants): void {
  for (const { id, initializer } of declaration.body.members) {
    const value = initializer && declaredValue(view, initializer);
    if (value !== undefined && id.type === 'Identifier') constants[`${declaration.id.name}.${id.name}`] = value;
  }
}
