import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { parseProgram } from '../../documents/javascript/javascript.ts';
import { isDotsStatement, type Node } from './estree.ts';
import { readPatternText } from './pattern-text.ts';
import { dots } from './placeholders.ts';

/** A pattern parsed as the first kind it fits (code-patterns.md, section 1). */
export type ParsedPattern = {
  /** The text that was parsed: whether a statement ends with `;` matters. */
  readonly code: string;
  readonly metavariables: readonly string[];
} & (
  | { readonly kind: 'expression' | 'statement' | 'member'; readonly node: Node }
  | { readonly kind: 'sequence'; readonly nodes: readonly TSESTree.ProgramStatement[] }
);

/** Nothing if the text is no pattern. */
export function parsePattern(text: string): ParsedPattern | undefined {
  const { code, metavariables } = readPatternText(text.trim());
  const shape = expression(code) ?? statements(code) ?? header(code) ?? member(code);
  return shape && { metavariables, ...shape };
}

type Shape = { code: string } & (
  { kind: 'expression' | 'statement' | 'member'; node: Node } | { kind: 'sequence'; nodes: TSESTree.ProgramStatement[] }
);

function expression(code: string): Shape | undefined {
  const wrapped = `(\n${code}\n)`;
  const [only, ...others] = parsed(wrapped) ?? [];
  if (only?.type !== 'ExpressionStatement' || others.length > 0) return undefined;
  const node = only.expression;
  const isNamed = (node.type === 'FunctionExpression' || node.type === 'ClassExpression') && node.id !== null;
  return isNamed ? undefined : { code: wrapped, kind: 'expression', node };
}

function statements(code: string): Shape | undefined {
  const nodes = parsed(code);
  const [only, ...others] = nodes ?? [];
  if (!nodes || !only || isLabel(only, code) || isHeader(only)) return undefined;
  if (others.length > 0 || isDotsStatement(only)) return { code, kind: 'sequence', nodes };
  return { code, kind: 'statement', node: only };
}

/** `key: value` alone is a field, not a statement with a label. */
function isLabel(node: Node, code: string): boolean {
  return node.type === 'LabeledStatement' && node.body.type === 'ExpressionStatement' && !code.endsWith(';');
}

/** The parser takes `function f(...)` for an overload. */
function isHeader(node: Node): boolean {
  return node.type === 'TSDeclareFunction' && !node.declare;
}

/** `function f(...)`, `class A extends B`: what has no body accepts any. */
function header(code: string): Shape | undefined {
  if (!/^(async\s+)?function\b|^class\b/.test(code)) return undefined;
  const [only] = parsed(`${code} { ${code.startsWith('class') ? '' : dots} }`) ?? [];
  return only && { code, kind: 'statement', node: only };
}

/** A property `key: value`, a method or a class field, with decorators. */
function member(code: string): Shape | undefined {
  const [object] = parsed(`({${code}})`) ?? [];
  if (object?.type === 'ExpressionStatement' && object.expression.type === 'ObjectExpression') {
    const [property, ...others] = object.expression.properties;
    if (property?.type === 'Property' && others.length === 0 && !property.method)
      return { code, kind: 'member', node: property };
  }
  const [declaration] = parsed(`class $_ { ${code} }`) ?? [];
  const [only, ...others] = declaration?.type === 'ClassDeclaration' ? declaration.body.body : [];
  return only && others.length === 0 ? { code, kind: 'member', node: only } : undefined;
}

function parsed(code: string): TSESTree.ProgramStatement[] | undefined {
  for (const name of ['pattern.tsx', 'pattern.ts']) {
    try {
      return parseProgram(code, name).body;
    } catch {
      // Not this kind of pattern; whether it is any, parsePattern says.
    }
  }
  return undefined;
}
