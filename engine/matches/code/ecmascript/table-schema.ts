import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { staticValue } from '../../../flow/constants/constants.ts';
import { initialiserOf } from '../../../documents/javascript/initialiser.ts';
import type { DocumentView } from '../../matcher.ts';
import { open, type Node } from './estree.ts';

/** The `schema` of a storage bucket's name. No schema of a database is called so: a bucket never equals a table. */
export const bucketSchema = 'storage:bucket';

const addresses = new Set(['from', 'rpc', 'table']);
const mostLinks = 50;

/**
 * For the first argument of `.from(…)`, `.rpc(…)` or `.table(…)`: the schema in which supabase-js looks the name up,
 * `null` when it is not static, `undefined` when the code leaves it to the search path.
 */
export function schemaOfName(view: DocumentView, name: Node): string | null | undefined {
  const call = view.index.parent(name) as Node | undefined;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== name) return undefined;
  const callee = open(call.callee);
  if (callee.type !== 'MemberExpression' || !addresses.has(methodName(callee) ?? '')) return undefined;
  return schemaOf(view, callee.object);
}

function schemaOf(view: DocumentView, receiver: Node): string | null | undefined {
  let node: Node | undefined = receiver;
  for (let i = 0; node && i < mostLinks; i++) {
    const link = open(node.type === 'AwaitExpression' ? node.argument : node);
    const own = schemaSetBy(view, link);
    if (own !== undefined) return own;
    node = before(view, link);
  }
  return undefined;
}

/** What this link of the chain says about the schema. */
function schemaSetBy(view: DocumentView, link: Node): string | null | undefined {
  if (link.type === 'MemberExpression') return methodName(link) === 'storage' ? bucketSchema : undefined;
  if (link.type !== 'CallExpression') return undefined;
  const callee = open(link.callee);
  if (callee.type === 'MemberExpression' && methodName(callee) === 'schema') return staticName(view, link.arguments[0]);
  const settings = link.arguments.map((argument) => propertyOf(propertyOf(argument, 'db'), 'schema'));
  const setting = settings.find((value) => value !== undefined);
  return setting && staticName(view, setting);
}

function before(view: DocumentView, link: Node): Node | undefined {
  switch (link.type) {
    case 'MemberExpression':
      return link.object;
    case 'CallExpression': {
      const callee = open(link.callee);
      return callee.type === 'MemberExpression' ? callee.object : undefined;
    }
    case 'AwaitExpression':
      return link.argument;
    case 'Identifier':
      return initialiserOf(view, link);
    default:
      return undefined;
  }
}

function staticName(view: DocumentView, node: Node | undefined): string | null {
  const value = node && staticValue(view, node);
  return typeof value === 'string' ? value : null;
}

function methodName({ property, computed }: TSESTree.MemberExpression): string | undefined {
  return !computed && property.type === 'Identifier' ? property.name : undefined;
}

function propertyOf(object: Node | undefined, name: string): Node | undefined {
  if (object?.type !== 'ObjectExpression') return undefined;
  for (const property of object.properties) {
    const isNamed = property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name;
    if (isNamed) return property.value;
  }
  return undefined;
}
