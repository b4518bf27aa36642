import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { staticValue } from '../../documents/javascript/constants.ts';
import { isDots, open, type Node } from './estree.ts';
import type { Compiler, Next, NodePattern, Trial } from './trial.ts';

type Item = { readonly text: string } | { readonly pattern: NodePattern } | 'dots';
type Piece = string | Node;

/** A template with `...` for any run of text and substitutions; `${…}` in the pattern wants a substitution. */
export function compileTemplate(template: TSESTree.TemplateLiteral, compiler: Compiler): NodePattern {
  const items = itemsOf(template, compiler);
  const text = template.expressions.length === 0 ? template.quasis[0]?.value.cooked : undefined;
  const isPlain = text !== undefined && !items.includes('dots');
  return {
    mayMatch: (node) => isPlain || open(node).type === 'TemplateLiteral',
    match: (node, trial, next) => {
      if (isPlain) return staticValue(trial.view, node) === text && next(trial);
      const target = open(node);
      return target.type === 'TemplateLiteral' && matchItems(items, 0, piecesOf(target), 0, 0, trial, next);
    },
  };
}

function itemsOf({ quasis, expressions }: TSESTree.TemplateLiteral, compiler: Compiler): readonly Item[] {
  return quasis.flatMap(({ value }, i) => {
    const expression = expressions[i];
    return [
      ...textItems(value.cooked ?? value.raw),
      ...(expression ? [{ pattern: substitution(expression, compiler) }] : []),
    ];
  });
}

/** `${...}` is any one substitution. */
function substitution(expression: Node, compiler: Compiler): NodePattern {
  return isDots(expression)
    ? { mayMatch: () => true, match: (_node, trial, next) => next(trial) }
    : compiler.expression(expression);
}

function textItems(text: string): readonly Item[] {
  return text
    .split('...')
    .flatMap((part, i): Item[] => [...(i > 0 ? ['dots' as const] : []), ...(part === '' ? [] : [{ text: part }])]);
}

function piecesOf({ quasis, expressions }: TSESTree.TemplateLiteral): readonly Piece[] {
  return quasis.flatMap(({ value }, i): Piece[] => {
    const text = value.cooked ?? value.raw;
    const expression = expressions[i];
    return [...(text === '' ? [] : [text]), ...(expression ? [expression] : [])];
  });
}

/** `offset`: how much of the text of `pieces[from]` is matched already. */
function matchItems(
  items: readonly Item[],
  at: number,
  pieces: readonly Piece[],
  from: number,
  offset: number,
  trial: Trial,
  next: Next,
): boolean {
  const item = items[at];
  const piece = pieces[from];
  if (item === undefined) return piece === undefined && next(trial);
  if (item === 'dots') return matchDots(items, at + 1, pieces, from, offset, trial, next);
  if (piece === undefined) return false;
  if ('text' in item) {
    if (typeof piece !== 'string' || !piece.startsWith(item.text, offset)) return false;
    const end = offset + item.text.length;
    return end === piece.length
      ? matchItems(items, at + 1, pieces, from + 1, 0, trial, next)
      : matchItems(items, at + 1, pieces, from, end, trial, next);
  }
  if (typeof piece === 'string' || !item.pattern.mayMatch(piece, trial.view)) return false;
  return item.pattern.match(piece, trial, (extended) => matchItems(items, at + 1, pieces, from + 1, 0, extended, next));
}

/** The next item may begin at any later piece, and inside a text where it is text itself. */
function matchDots(
  items: readonly Item[],
  at: number,
  pieces: readonly Piece[],
  from: number,
  offset: number,
  trial: Trial,
  next: Next,
): boolean {
  const item = items[at];
  if (item === undefined) return next(trial);
  const wanted = typeof item === 'object' && 'text' in item ? item.text : undefined;
  for (let i = from; i <= pieces.length; i++) {
    const start = i === from ? offset : 0;
    for (const position of wanted === undefined ? [start] : occurrences(pieces[i], wanted, start)) {
      if (wanted === undefined && position > 0) continue;
      if (matchItems(items, at, pieces, i, position, trial, next)) return true;
    }
  }
  return false;
}

function* occurrences(piece: Piece | undefined, text: string, start: number): Iterable<number> {
  if (typeof piece !== 'string') return;
  for (let at = piece.indexOf(text, start); at !== -1; at = piece.indexOf(text, at + 1)) yield at;
}
