import {
  forEachChild,
  type CommandArgument,
  type Redirection,
  type SyntaxNode,
  type Word,
  type WordPart,
} from 'unbash';
import { isSimple } from './node.ts';
import { isHidden } from './templates.ts';

/** The name of a command and its arguments; a group, a loop and the like has none. */
export function wordsOf(syntax: SyntaxNode): readonly CommandArgument[] {
  return isSimple(syntax) && syntax.name ? [syntax.name, ...syntax.args] : [];
}

export function redirectsOf(syntax: SyntaxNode): readonly Redirection[] {
  return isSimple(syntax) || syntax.type === 'Redirected' ? syntax.redirects : [];
}

/** What a word says, without its quotes; what has to be expanded stays as it is written. */
export function textOf(word: CommandArgument): string {
  return word.type === 'Word' ? word.value : word.text;
}

/** What the shell makes of a word, if it needs nothing for that which is not written. */
export function valueOf(word: CommandArgument): string | undefined {
  if (isHidden(word.text) || word.type !== 'Word') return undefined;
  return everyPart(word.parts).some(({ type }) => expanding.has(type)) ? undefined : word.value;
}

const expanding: ReadonlySet<string> = new Set<WordPart['type']>([
  'SimpleExpansion',
  'ParameterExpansion',
  'CommandExpansion',
  'ArithmeticExpansion',
  'ProcessSubstitution',
  'BraceExpansion',
  'Glob',
  'ExtendedGlob',
]);

function everyPart(parts: readonly WordPart[] = []): readonly WordPart[] {
  return parts.flatMap((part): readonly WordPart[] =>
    part.type === 'DoubleQuoted' || part.type === 'LocaleString' ? part.parts : [part],
  );
}

/** The variable that is all there is of a word: `$X`, `"${X}"`; of its operators only `${X:?}`. */
export function variableOf(word: CommandArgument): string | undefined {
  if (word.type !== 'Word') return undefined;
  const [part, ...others] = everyPart(word.parts);
  return part && others.length === 0 && withoutQuotes(word) === part.text ? variableIn(part) : undefined;
}

function withoutQuotes({ text }: Word): string {
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function variableIn(part: SyntaxNode): string | undefined {
  if (part.type === 'SimpleExpansion') return part.text.slice(1);
  return part.type === 'ParameterExpansion' ? part.parameter : undefined;
}

/** A substitution of a word: `$(…)` and backticks, `<(…)`, `>(…)`. */
export interface Substitution {
  readonly operator: '$' | '<' | '>';
  readonly script: SyntaxNode | undefined;
}

export function substitutionsOf(word: CommandArgument): readonly Substitution[] {
  if (word.type !== 'Word') return [];
  return everyPart(word.parts).flatMap((part): readonly Substitution[] => {
    if (part.type === 'CommandExpansion') return [{ operator: '$', script: part.script }];
    return part.type === 'ProcessSubstitution' ? [{ operator: part.operator, script: part.script }] : [];
  });
}

const names = new WeakMap<SyntaxNode, readonly string[]>();

/** The variables that are expanded in a command or pipeline at any depth, here-documents and substitutions included. */
export function expandedIn(root: SyntaxNode): readonly string[] {
  const known = names.get(root);
  if (known) return known;
  const found = new Set<string>();
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const name =
      variableIn(node) ?? (node.type === 'ArithmeticWord' ? /^\$?([A-Za-z_]\w*)$/.exec(node.value)?.[1] : undefined);
    if (name !== undefined) found.add(name);
    forEachChild(node, (child) => open.push(child));
  }
  const list = [...found].reverse();
  names.set(root, list);
  return list;
}
