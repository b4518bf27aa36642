import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { declaredValue } from '../../documents/javascript/constants.ts';
import { importedName } from '../../documents/javascript/imported.ts';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { variableOf, type Analysed } from '../../documents/javascript/scope.ts';
import type { DrizzleReference } from '../../model/drizzle.ts';
import type { Place, Range } from '../../model/region.ts';

export type Node = TSESTree.Node;
export type Call = TSESTree.CallExpression;

/** A file while its Drizzle schema is read. */
export interface Reading {
  readonly view: Analysed;
  readonly dialect: 'postgres' | 'mysql' | 'sqlite';
  readonly place: (range: Range) => Place;
}

/** `a.b(x).c(y)` as its first call and the methods called on what it gives, in order. */
export interface Chain {
  readonly base: Call;
  readonly methods: readonly { readonly name: string; readonly call: Call }[];
}

export function chainOf(node: Node): Chain | undefined {
  const plain = unwrapped(node);
  if (plain.type !== 'CallExpression') return undefined;
  const { callee } = plain;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return { base: plain, methods: [] };
  const inner = chainOf(callee.object);
  if (!inner) return { base: plain, methods: [] };
  return { base: inner.base, methods: [...inner.methods, { name: callee.property.name, call: plain }] };
}

export function unwrapped(node: Node): Node {
  const isWrapped =
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSTypeAssertion';
  return isWrapped ? unwrapped(node.expression) : node;
}

const CORE = /^drizzle-orm\/(?:pg|mysql|sqlite|singlestore|gel)-core$/;

/**
 * The name that a builder has in Drizzle: imported (`text`, `pg.text`), or what a callback is handed (`t.text`,
 * `({ text }) => …`). Undefined for functions of the project's own.
 */
export function builderName({ view }: Reading, callee: Node): string | undefined {
  const imported = importedName(view, callee);
  if (imported) return CORE.test(imported.from) ? imported.name : undefined;
  if (callee.type === 'MemberExpression')
    return callee.object.type === 'Identifier' && isParameter(view, callee.object) ? keyName(callee) : undefined;
  return callee.type === 'Identifier' && isParameter(view, callee) ? callee.name : undefined;
}

export function isParameter(view: Analysed, identifier: TSESTree.Identifier): boolean {
  return variableOf(view, identifier)?.defs[0]?.type === 'Parameter';
}

/** `x.key`, `x['key']`. */
export function keyName({ property, computed }: TSESTree.MemberExpression): string | undefined {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

/** The declaration that an identifier or `namespace.name` means. */
export function referenceOf({ view }: Reading, node: Node): DrizzleReference | undefined {
  const imported = importedName(view, node);
  if (imported) return imported;
  return node.type === 'Identifier' && !isParameter(view, node) ? { name: node.name } : undefined;
}

export function stringOf({ view }: Reading, node: Node | undefined): string | undefined {
  const value = node && declaredValue(view, node);
  return typeof value === 'string' ? value : undefined;
}

export function numberOf({ view }: Reading, node: Node | undefined): number | undefined {
  const value = node && declaredValue(view, node);
  return typeof value === 'number' ? value : undefined;
}

/** The strings of an array, also one that a constant holds. */
export function stringsOf(reading: Reading, node: Node | undefined): readonly string[] | undefined {
  const array = node && resolved(reading, node);
  if (array?.type !== 'ArrayExpression') return undefined;
  const values = array.elements.map((element) => (element ? stringOf(reading, element) : undefined));
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** What an expression stands for, through constants of the file. */
export function resolved(reading: Reading, node: Node, depth = 0): Node {
  const plain = unwrapped(node);
  const initialiser = plain.type === 'Identifier' && depth < 10 ? initialiserOf(reading.view, plain) : undefined;
  return initialiser ? resolved(reading, initialiser, depth + 1) : plain;
}

/** The value of a property of an object literal. */
export function propertyOf(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  const found = node.properties.find((one) => one.type === 'Property' && propertyName(one) === name);
  return found?.type === 'Property' ? found.value : undefined;
}

export function propertyName({ key, computed }: TSESTree.Property): string | undefined {
  if (key.type === 'Identifier' && !computed) return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

/** What a function without a body of its own gives: `() => x`, also `() => { return x; }`. */
export function returned(node: Node | undefined): Node | undefined {
  const isFunction = node && /^(Arrow)?Function(Expression|Declaration)$/.test(node.type);
  if (!isFunction) return undefined;
  const { body } = node as TSESTree.ArrowFunctionExpression;
  if (body.type !== 'BlockStatement') return unwrapped(body);
  const [only, ...others] = body.body;
  const isAlone = only?.type === 'ReturnStatement' && others.length === 0;
  return isAlone && only.argument ? unwrapped(only.argument) : undefined;
}
