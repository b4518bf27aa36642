import type { Analysed } from '../../documents/javascript/scope.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Callee } from '../graph.ts';
import type { Node } from './lowering.ts';
import { unknown, type Resolving } from './resolving.ts';

/** What a call runs. */
export function calleeOf(code: Resolving, call: TreeNode): Callee {
  const node = call as Node;
  switch (node.type) {
    case 'CallExpression':
      return node.callee.type === 'Super' ? superConstructor(code, node.callee) : code.resolve(node.callee);
    case 'NewExpression':
      return code.resolve(node.callee);
    case 'TaggedTemplateExpression':
      return code.resolve(node.tag);
    case 'ImportExpression':
      return { kind: 'external', name: 'import' };
    case 'TSExternalModuleReference':
      return { kind: 'external', name: 'require' };
    case 'JSXElement':
    case 'JSXFragment':
      return unknown('an element does not run its component');
    default:
      return unknown('it is no call');
  }
}

function superConstructor(code: Resolving, node: Node): Callee {
  const class_ = classAround(code.view, node);
  return class_?.superClass ? code.resolve(class_.superClass) : unknown('the class extends nothing');
}

function classAround(view: Analysed, node: Node): Extract<Node, { superClass: unknown }> | undefined {
  for (let up = view.index.parent(node) as Node | undefined; up; up = view.index.parent(up) as Node | undefined) {
    if (up.type === 'ClassDeclaration' || up.type === 'ClassExpression') return up;
  }
  return undefined;
}
