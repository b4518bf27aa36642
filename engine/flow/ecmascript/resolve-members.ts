import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { variableOf } from '../../documents/javascript/scope.ts';
import type { Callee } from '../graph.ts';
import type { Node } from './lowering.ts';
import { isConstantKey } from './members.ts';
import { keyName, unitCallee, unknown, type Class, type Path, type Resolving } from './resolving.ts';

/** The last property of a name is the one; a spread or a computed key behind it may have replaced it. */
export function ofObject(
  code: Resolving,
  { properties }: TSESTree.ObjectExpression,
  path: Path,
  depth: number,
): Callee {
  const [name, ...rest] = path;
  if (name === undefined) return unknown('it is an object');
  for (const property of [...properties].reverse()) {
    if (property.type === 'SpreadElement' || (property.computed && !isConstantKey(property.key)))
      return unknown('the object is put together from others', path);
    if (keyName(property) !== name) continue;
    return property.kind === 'init'
      ? code.resolve(property.value, rest, depth)
      : unknown('it is computed by a getter', path);
  }
  return unknown('the object has no such member', path);
}

/** Without a constructor of its own: that of the superclass, or what initialises the fields. */
export function constructorOf(code: Resolving, node: Class, depth: number): Callee {
  const own = node.body.body.find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor' && member.value.body,
  );
  if (own?.type === 'MethodDefinition') return unitCallee(code, own.value);
  return node.superClass ? code.resolve(node.superClass, [], depth) : unitCallee(code, node);
}

/** A member of a class or, not `isStatic`, of its instances; subclasses elsewhere are not thought of. */
export function ofClass(code: Resolving, node: Class, path: Path, isStatic: boolean, depth: number): Callee {
  const [name, ...rest] = path;
  const member = node.body.body.findLast(
    (one) =>
      (one.type === 'MethodDefinition' || one.type === 'PropertyDefinition') &&
      one.static === isStatic &&
      keyName(one) === name &&
      !one.computed &&
      one.value &&
      !('body' in one.value && !one.value.body),
  );
  if (member?.type === 'PropertyDefinition') return code.resolve(member.value!, rest, depth);
  if (member?.type === 'MethodDefinition')
    return member.kind === 'method' && rest.length === 0
      ? unitCallee(code, member.value)
      : unknown('it is computed by a getter', path);
  if (!node.superClass) return unknown('the class has no such member', path);
  return isStatic ? code.resolve(node.superClass, path, depth) : ofInstance(code, node.superClass, path, depth);
}

/** A member of the instances of what a class expression names: `Service#.check` of an imported one. */
export function ofInstance(code: Resolving, class_: Node, path: Path, depth: number): Callee {
  if (path.length === 0) return unknown('it is an object');
  if (class_.type === 'ClassExpression') return ofClass(code, class_, path, false, depth);
  const definition = class_.type === 'Identifier' ? variableOf(code.view, class_)?.defs[0] : undefined;
  if (definition?.type === 'ClassName') return ofClass(code, definition.node, path, false, depth);
  const made = code.resolve(class_, [], depth);
  if (made.kind === 'import') return { ...made, name: [`${made.name}#`, ...path].join('.') };
  if (made.kind === 'external') return { ...made, name: [made.name, 'prototype', ...path].join('.') };
  return unknown('the class of the object is not known', path);
}

/** `this` of a method is an instance (or the class, in a static one), of an object's method the object. */
export function ofThis(code: Resolving, node: Node, path: Path, depth: number): Callee {
  const { view } = code;
  let below = node;
  for (let up = view.index.parent(node) as Node | undefined; up; up = view.index.parent(up) as Node | undefined) {
    if (up.type === 'FunctionDeclaration') break;
    if (
      (up.type === 'MethodDefinition' || up.type === 'PropertyDefinition' || up.type === 'StaticBlock') &&
      (view.index.parent(up) as Node).type === 'ClassBody'
    )
      return ofOwner(
        code,
        view.index.parent(view.index.parent(up)!) as Class,
        node,
        path,
        up.type === 'StaticBlock' || up.static,
        depth,
      );
    if (up.type === 'Property' && up.value === below && below.type === 'FunctionExpression') {
      const object = view.index.parent(up) as Node;
      return object.type === 'ObjectExpression' && node.type === 'ThisExpression'
        ? ofObject(code, object, path, depth)
        : unknown('it is a member of `super`', path);
    }
    if (below.type === 'FunctionExpression') break;
    below = up;
  }
  return unknown('what `this` is depends on the caller', path);
}

function ofOwner(code: Resolving, class_: Class, node: Node, path: Path, isStatic: boolean, depth: number): Callee {
  if (path.length === 0) return unknown('it is an object');
  if (node.type === 'ThisExpression') return ofClass(code, class_, path, isStatic, depth);
  if (!class_.superClass) return unknown('the class extends nothing', path);
  return isStatic ? code.resolve(class_.superClass, path, depth) : ofInstance(code, class_.superClass, path, depth);
}
