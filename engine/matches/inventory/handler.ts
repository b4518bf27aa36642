import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { variableOf } from '../../documents/javascript/scope.ts';
import type { Cause } from '../../model/binding.ts';
import { isFunction, open, type Node } from '../code/ecmascript/estree.ts';
import type { DocumentView } from '../matcher.ts';
import type { Item } from './inventory.ts';

/** The code of a route: its own node, further local functions, and whether some of it is in another file. */
export type Handler = Pick<Item, 'node' | 'also' | 'beyond'>;

/**
 * The handler that an expression is. A function is the node itself; for anything else (`withAuth(handler)`) the
 * declaration around it is, so that the wrapping call lies inside, and the functions it is given belong to it too.
 */
export function handlerOf(view: DocumentView, expression: Node, declaration: Node): Handler {
  const value = open(expression);
  if (isFunction(value)) return { node: value };
  if (value.type === 'Identifier') return namedHandler(view, value, declaration);
  const also: Node[] = [];
  let beyond: Cause | undefined;
  for (const argument of argumentsOf(value)) {
    const definition = localFunction(view, argument);
    if (definition) also.push(definition);
    else beyond ??= importedCause(view, argument);
  }
  return { node: declaration, ...(also.length > 0 && { also }), ...(beyond && { beyond }) };
}

/** The handler that a name stands for; `fallback` is the node where its code is not in this file. */
export function namedHandler(view: DocumentView, name: Node, fallback: Node): Handler {
  const definition = localFunction(view, name);
  if (definition) return { node: definition };
  const initialiser = initialiserOf(view, name);
  const declarator = variableOf(view, name)?.defs[0]?.node as Node | undefined;
  if (initialiser && declarator && initialiser.type !== 'Identifier') return handlerOf(view, initialiser, declarator);
  return { node: fallback, beyond: importedCause(view, name) ?? unresolved(name) };
}

/** All arguments of a call, also of calls among them: `compose(withAuth(a), b)`. */
function argumentsOf(node: Node): readonly Node[] {
  if (node.type !== 'CallExpression') return [];
  return node.arguments.flatMap((argument) => {
    const value = open(argument);
    return value.type === 'CallExpression' ? argumentsOf(value) : [value];
  });
}

function localFunction(view: DocumentView, node: Node): Node | undefined {
  if (node.type !== 'Identifier') return undefined;
  const definition = variableOf(view, node)?.defs[0];
  if (definition?.type === 'FunctionName') return definition.node;
  const initialiser = initialiserOf(view, node);
  const value = initialiser && open(initialiser);
  return isFunction(value) ? value : undefined;
}

function importedCause(view: DocumentView, node: Node): Cause | undefined {
  if (node.type !== 'Identifier') return undefined;
  const definition = variableOf(view, node)?.defs[0];
  if (definition?.type !== 'ImportBinding') return undefined;
  return { kind: 'not-static', message: `'${node.name}' is imported from another file.` };
}

function unresolved(node: Node): Cause {
  const name = node.type === 'Identifier' ? node.name : node.type;
  return { kind: 'not-static', message: `What '${name}' is cannot be told from this file.` };
}
