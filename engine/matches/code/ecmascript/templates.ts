import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { constantOf } from './constant-of.ts';
import { isDots, open, type Node } from './estree.ts';
import { metavariableName } from '../placeholders.ts';
import { anything, bind, type Compiler, type Next, type NodePattern, type Trial } from './pieces.ts';

type Item =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'substitution'; readonly pattern: NodePattern }
  /** `$X` in the place of a whole text. */
  | { readonly kind: 'content'; readonly name: string }
  /** `...` and `$...X`: any run of texts and substitutions. */
  | { readonly kind: 'run'; readonly name?: string };

/** A template with `...` for any run of text and substitutions; `${…}` in the pattern wants a substitution. */
export function compileTemplate(template: TSESTree.TemplateLiteral, compiler: Compiler): NodePattern {
  const items = itemsOf(template, compiler);
  const structural: NodePattern = {
    mayMatch: (node) => open(node).type === 'TemplateLiteral',
    match: (node, trial, next) => {
      const target = open(node);
      return target.type === 'TemplateLiteral' && matchItems(items, 0, begin(target), trial, next);
    },
  };
  const [only = { kind: 'text', text: '' } as const, ...others] = items;
  const isPlain = others.length === 0 && !compiler.dialect.semgrep;
  return isPlain && only.kind === 'text' ? constant(only.text, compiler) : structural;
}

/** A template without substitutions is any expression of its value, for native policies. */
function constant(text: string, { dialect }: Compiler): NodePattern {
  return {
    mayMatch: () => true,
    match: (node, trial, next) => {
      const found = constantOf(trial.view, node, dialect);
      return found?.kind === 'literal' && found.value === text && next(trial);
    },
  };
}

function itemsOf({ quasis, expressions }: TSESTree.TemplateLiteral, compiler: Compiler): readonly Item[] {
  return quasis.flatMap((quasi, i): Item[] => {
    const expression = expressions[i];
    const texts = textItems(textOf(quasi), compiler);
    return expression ? [...texts, { kind: 'substitution', pattern: substitution(expression, compiler) }] : texts;
  });
}

/** `${...}` is any one substitution. */
function substitution(expression: Node, compiler: Compiler): NodePattern {
  return isDots(expression) ? anything : compiler.expression(expression);
}

/** Placeholders stand for a whole text; native policies may write `...` inside of a text too. */
function textItems(text: string, { dialect }: Compiler): Item[] {
  if (text === '') return [];
  const name = metavariableName(text);
  if (name !== undefined) return [{ kind: 'content', name }];
  const [, rest] = /^\$\.\.\.([A-Z_][A-Z_0-9]*)$/.exec(text) ?? [];
  if (rest !== undefined) return [{ kind: 'run', name: rest }];
  if (text === '...') return [{ kind: 'run' }];
  if (dialect.semgrep) return [{ kind: 'text', text }];
  return text.split('...').flatMap((part, i): Item[] => {
    const own: Item[] = part === '' ? [] : [{ kind: 'text', text: part }];
    return i > 0 ? [{ kind: 'run' }, ...own] : own;
  });
}

function textOf({ value }: TSESTree.TemplateElement): string {
  return value.cooked ?? value.raw;
}

/** Texts that are not empty, and substitutions, in order. */
interface Position {
  readonly pieces: readonly Node[];
  readonly from: number;
  /** How much of the text of `pieces[from]` is matched already. */
  readonly offset: number;
}

function begin({ quasis, expressions }: TSESTree.TemplateLiteral): Position {
  const pieces = quasis.flatMap((quasi, i): Node[] => [
    ...(textOf(quasi) === '' ? [] : [quasi]),
    ...expressions.slice(i, i + 1),
  ]);
  return { pieces, from: 0, offset: 0 };
}

function matchItems(items: readonly Item[], at: number, position: Position, trial: Trial, next: Next): boolean {
  const item = items[at];
  const piece = position.pieces[position.from];
  if (!item) return piece === undefined && next(trial);
  if (item.kind === 'run') return matchRun(item.name, items, at + 1, position, trial, next);
  if (!piece) return false;
  const goOn: Next = (extended) => matchItems(items, at + 1, after(position), extended, next);
  if (item.kind === 'substitution') return piece.type !== 'TemplateElement' && tried(item.pattern, piece, trial, goOn);
  if (piece.type !== 'TemplateElement') return false;
  const text = textOf(piece);
  if (item.kind === 'content')
    return position.offset === 0 && bind(item.name, { kind: 'content', node: piece, text }, trial, goOn);
  if (!text.startsWith(item.text, position.offset)) return false;
  const offset = position.offset + item.text.length;
  return matchItems(items, at + 1, offset === text.length ? after(position) : { ...position, offset }, trial, next);
}

function after({ pieces, from }: Position): Position {
  return { pieces, from: from + 1, offset: 0 };
}

function tried(pattern: NodePattern, node: Node, trial: Trial, next: Next): boolean {
  return pattern.mayMatch(node, trial.view) && pattern.match(node, trial, next);
}

/** The next item may begin at any later piece, and inside a text where it is text itself. */
function matchRun(
  name: string | undefined,
  items: readonly Item[],
  at: number,
  position: Position,
  trial: Trial,
  next: Next,
): boolean {
  const { pieces, from } = position;
  for (let to = from; to <= pieces.length; to++) {
    trial.effort.spend(1);
    const start = to === from ? position.offset : 0;
    for (const offset of startsOf(items[at], pieces[to], start)) {
      const goOn: Next = (extended) => matchItems(items, at, { pieces, from: to, offset }, extended, next);
      const taken = pieces.slice(from, to);
      if (name === undefined ? goOn(trial) : bind(name, { kind: 'list', nodes: taken }, trial, goOn)) return true;
    }
  }
  return false;
}

function* startsOf(item: Item | undefined, piece: Node | undefined, start: number): Iterable<number> {
  if (item?.kind !== 'text' || piece?.type !== 'TemplateElement') {
    // A run ends with a piece; only at the end of all may it end anywhere.
    if (start === 0 || !piece) yield 0;
    return;
  }
  const text = textOf(piece);
  for (let at = text.indexOf(item.text, start); at !== -1; at = text.indexOf(item.text, at + 1)) yield at;
}
