import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { parseProgram } from '../../../documents/javascript/javascript.ts';
import { isDots, isDotsStatement, type Node } from './estree.ts';
import { readPatternText } from './pattern-text.ts';
import { dots } from '../placeholders.ts';

/** A pattern parsed as the first kind it fits (code-patterns.md, section 1). */
export type ParsedPattern = {
  /** The text that was parsed: whether a statement ends with `;` matters. */
  readonly code: string;
  readonly metavariables: readonly string[];
} & (
  | { readonly kind: 'expression' | 'statement' | 'member'; readonly node: Node }
  | { readonly kind: 'sequence'; readonly nodes: readonly Node[] }
  | PartPattern
);

/** A piece of a statement (code-patterns.md, section 1); `node` is the whole it was completed to. */
export interface PartPattern {
  readonly kind: 'part';
  readonly part: 'function' | 'head' | 'if' | 'switch' | 'try' | 'catch' | 'finally' | 'case';
  readonly node: Node;
}

/** Nothing if the text is no pattern. */
export function parsePattern(text: string): ParsedPattern | undefined {
  const { code, metavariables } = readPatternText(text.trim());
  const shape = expression(code) ?? statements(code) ?? part(code) ?? members(code);
  return shape && { metavariables, ...shape };
}

type Shape = { code: string } & (
  | { kind: 'expression' | 'statement' | 'member'; node: Node }
  | { kind: 'sequence'; nodes: readonly Node[] }
  | PartPattern
);

function expression(code: string): Shape | undefined {
  const inside = parsedInside(`(\n${code}\n)`);
  const [only, ...others] = inside?.nodes ?? [];
  if (!inside || only?.type !== 'ExpressionStatement' || others.length > 0) return undefined;
  const node = only.expression;
  const isNamed = (node.type === 'FunctionExpression' || node.type === 'ClassExpression') && node.id !== null;
  return isNamed ? undefined : { code: inside.code, kind: 'expression', node };
}

function statements(code: string): Shape | undefined {
  const inside = parsedInside(code) ?? afterObject(code);
  const [only, ...others] = inside?.nodes ?? [];
  if (!inside || !only || isLabel(only, code) || isHeader(only)) return undefined;
  if (others.length > 0 || isDotsStatement(only)) return { ...inside, kind: 'sequence' };
  return isAnyFunction(only)
    ? { code, kind: 'part', part: 'function', node: only }
    : { code: inside.code, kind: 'statement', node: only };
}

/** `function ...(P) {…}` */
function isAnyFunction(node: Node): boolean {
  return node.type === 'FunctionDeclaration' && node.id !== null && isDots(node.id);
}

/** `key: value` alone is a field, not a statement with a label. */
function isLabel(node: Node, code: string): boolean {
  return node.type === 'LabeledStatement' && node.body.type === 'ExpressionStatement' && !code.endsWith(';');
}

/** The parser takes `function f(...)` for an overload. */
function isHeader(node: Node): boolean {
  return node.type === 'TSDeclareFunction' && !node.declare;
}

/** What makes a statement of each part, by the word it begins with. */
const completions: readonly (readonly [RegExp, PartPattern['part'], before: string, after: string])[] = [
  [/^(async\s+)?function\b/, 'head', '', `{ ${dots} }`],
  [/^class\b/, 'head', '', '{}'],
  [/^if\b/, 'if', '', '{}'],
  [/^switch\b/, 'switch', '', '{}'],
  [/^try\b/, 'try', '', 'finally {}'],
  [/^catch\b/, 'catch', 'try {}', ''],
  [/^finally\b/, 'finally', 'try {}', ''],
  [/^(case|default)\b/, 'case', 'switch (0) {', '\n}'],
];

function part(code: string): Shape | undefined {
  const completion = completions.find(([start]) => start.test(code));
  if (!completion) return undefined;
  const [, name, before, after] = completion;
  const [only, ...others] = parsed(`${before} ${code} ${after}`) ?? [];
  if (!only || others.length > 0) return undefined;
  const node = pieceOf(name, only);
  return node && { code, kind: 'part', part: name, node };
}

function pieceOf(name: PartPattern['part'], whole: Node): Node | undefined {
  if (name === 'catch') return (whole as TSESTree.TryStatement).handler ?? undefined;
  if (name === 'case') {
    const { cases } = whole as TSESTree.SwitchStatement;
    return cases.length === 1 ? cases[0] : undefined;
  }
  return whole;
}

/** A property `key: value`, or methods and fields of a class, with decorators. */
function members(code: string): Shape | undefined {
  const [object] = parsed(`({${code}})`) ?? [];
  if (object?.type === 'ExpressionStatement' && object.expression.type === 'ObjectExpression') {
    const [property, ...others] = object.expression.properties;
    if (property?.type === 'Property' && others.length === 0 && !property.method)
      return { code, kind: 'member', node: property };
  }
  const [declaration] = parsed(`class $_ { ${code} }`) ?? [];
  const [only, ...others] = declaration?.type === 'ClassDeclaration' ? declaration.body.body : [];
  if (!only) return undefined;
  if (others.length === 0 && isSignature(only)) return { code, kind: 'part', part: 'head', node: only };
  return others.length === 0
    ? { code, kind: 'member', node: only }
    : { code, kind: 'sequence', nodes: [only, ...others] };
}

/** `@Get(...) $M(...)`: a method of any body. */
function isSignature(node: Node): boolean {
  return node.type === 'MethodDefinition' && node.value.type === 'TSEmptyBodyFunctionExpression';
}

function parsed(code: string): readonly TSESTree.ProgramStatement[] | undefined {
  for (const name of ['pattern.tsx', 'pattern.ts']) {
    try {
      return parseProgram(code, name).body;
    } catch {
      // Not this kind of pattern; whether it is any, parsePattern says.
    }
  }
  return undefined;
}

interface Inside {
  readonly code: string;
  readonly nodes: readonly Node[];
}

/** A `{` at the beginning is an object, here one that is assigned to; the parser takes it for a block unless something stands before it. */
function afterObject(code: string): Inside | undefined {
  if (!code.startsWith('{')) return undefined;
  const before = `0,${code}`;
  const [first, ...others] = parsed(before) ?? [];
  const expression = first?.type === 'ExpressionStatement' ? first.expression : undefined;
  if (expression?.type !== 'SequenceExpression' || expression.expressions.length !== 2) return undefined;
  return { code: before, nodes: [{ ...first, expression: expression.expressions[1] } as Node, ...others] };
}

/** Statements as they stand in a function: `yield` is only an operator there. */
function parsedInside(code: string): Inside | undefined {
  if (!/\byield\b/.test(code)) {
    const nodes = parsed(code);
    return nodes && { code, nodes };
  }
  const wrapped = `async function* f() {\n${code}\n}`;
  const [whole] = parsed(wrapped) ?? [];
  return whole?.type === 'FunctionDeclaration' ? { code: wrapped, nodes: whole.body.body } : undefined;
}
