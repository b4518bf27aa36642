import { forEachChild, type CommandArgument, type Redirection, type SyntaxNode } from 'unbash';
import type { Cause } from '../../model/binding.ts';
import type { Range } from '../../model/region.ts';
import { redirectsOf, substitutionsOf, textOf, valueOf, variableOf, wordsOf } from '../../documents/shell/words.ts';
import { isHidden } from '../../documents/shell/templates.ts';
import { bound } from '../config/value.ts';
import type { LocalBinding, LocalBindings } from '../matcher.ts';
import type { CommandPattern, RedirectPattern, ShellPattern, WordPattern } from './pattern.ts';
import { withoutWrappers } from './wrappers.ts';

/** One way in which a pattern matches. */
export interface ShellMatch {
  readonly bindings: LocalBindings;
  readonly unknown?: Cause;
}

/** What a binding has to know of where its words stand. */
export interface Around {
  readonly path: string;
  /** The text of the file. */
  readonly file: string;
  place(part: { readonly pos: number; readonly end: number }): Range;
}

/** A pattern with many `...` fits a long command in many ways. */
const mostMatches = 100;

/** All ways in which a pattern matches a command or, with several stages, a part of a pipeline. */
export function matchesOf(
  pattern: ShellPattern,
  syntax: SyntaxNode,
  bindings: LocalBindings,
  around: Around,
): readonly ShellMatch[] {
  const { stages } = pattern;
  if (stages.length === 1)
    return syntax.type === 'Pipeline' ? [] : matchStage(stages[0]!, syntax, { bindings }, around);
  if (syntax.type !== 'Pipeline') return [];
  const starts = syntax.commands.map((_, start) =>
    matchStages(stages, syntax.commands.slice(start), { bindings }, around),
  );
  return starts.flat().slice(0, mostMatches);
}

function matchStages(
  [first, ...others]: ShellPattern['stages'],
  commands: readonly SyntaxNode[],
  so: ShellMatch,
  around: Around,
): readonly ShellMatch[] {
  if (first === undefined) return [so];
  if (first === 'any')
    return [...commands, undefined].flatMap((_, skip) => matchStages(others, commands.slice(skip), so, around));
  const [command, ...rest] = commands;
  if (!command) return [];
  return matchStage(first, command, so, around).flatMap((next) => matchStages(others, rest, next, around));
}

function matchStage(
  pattern: CommandPattern | 'any',
  command: SyntaxNode,
  so: ShellMatch,
  around: Around,
): readonly ShellMatch[] {
  if (pattern === 'any') return [so];
  const written = wordsOf(command);
  for (const words of [written, ...withoutWrappers(written)]) {
    const found = matchCommand(pattern, words, redirectsOf(command), so, around);
    if (found.length > 0) return found;
  }
  return [];
}

function matchCommand(
  { words, redirects }: CommandPattern,
  actual: readonly CommandArgument[],
  redirections: readonly Redirection[],
  so: ShellMatch,
  around: Around,
): readonly ShellMatch[] {
  const found: ShellMatch[] = [];
  const go = (next: number, at: number, before: ShellMatch): void => {
    if (found.length >= mostMatches) return;
    const pattern = words[next];
    if (!pattern) {
      if (at === actual.length) found.push(before);
      return;
    }
    if (pattern.kind === 'run') {
      const isLast = next === words.length - 1;
      for (let end = isLast ? actual.length : at; end <= actual.length; end++) {
        const after = boundRun(pattern.name, actual.slice(at, end), before, around);
        if (after) go(next + 1, end, after);
      }
      return;
    }
    const word = actual[at];
    const after =
      word && (at === 0 ? matchName(pattern, word, before, around) : matchWord(pattern, word, before, around));
    for (const one of after ?? []) go(next + 1, at + 1, one);
  };
  go(0, 0, so);
  const all = found.flatMap((match) => matchRedirects(redirects, redirections, match, around));
  const certain = all.filter(({ unknown }) => !unknown);
  return certain.length > 0 ? certain : all;
}

/** A command is what it is called in the script: one whose name has to be expanded is none that a pattern names. */
function matchName(pattern: WordPattern, word: CommandArgument, so: ShellMatch, around: Around): readonly ShellMatch[] {
  if (pattern.kind !== 'literal') return matchWord(pattern, word, so, around);
  const value = valueOf(word);
  const name = pattern.value.includes('/') ? value : value?.replace(/^.*\//s, '');
  return name === pattern.value ? [so] : [];
}

function matchWord(pattern: WordPattern, word: CommandArgument, so: ShellMatch, around: Around): readonly ShellMatch[] {
  switch (pattern.kind) {
    case 'run':
      return [so];
    case 'literal':
      return matchLiteral(pattern.value, word, so);
    case 'expression':
      return pattern.expression.test(textOf(word)) ? [so] : [];
    case 'variable':
      return variableOf(word) === pattern.name ? [so] : [];
    case 'word':
      return boundTo(pattern.name, bindingOf([word], around), so);
    case 'substitution':
      return substitutionsOf(word)
        .filter(({ operator }) => operator === pattern.operator)
        .flatMap(({ script }) => (script ? matchWithin(pattern.of, script, so, around) : []));
  }
}

/** What has to be expanded may become anything, but for the text that is written beside it. */
function matchLiteral(wanted: string, word: CommandArgument, so: ShellMatch): readonly ShellMatch[] {
  const value = valueOf(word);
  if (value !== undefined) return value === wanted ? [so] : [];
  if (variableOf(word) === undefined && !/^\ue000+$/.test(textOf(word))) return [];
  const shown = isHidden(word.text) ? 'what a template fills in' : `'${word.text}'`;
  const message = `Whether ${shown} is '${wanted}' only a run can tell.`;
  return [{ ...so, unknown: so.unknown ?? { kind: 'not-static', message } }];
}

function matchWithin(pattern: ShellPattern, script: SyntaxNode, so: ShellMatch, around: Around): readonly ShellMatch[] {
  const found: ShellMatch[] = [];
  const open: SyntaxNode[] = [script];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'Command' || node.type === 'Redirected' || node.type === 'Pipeline')
      for (const match of matchesOf(pattern, node, so.bindings, around)) found.push({ ...so, ...match });
    forEachChild(node, (child) => open.push(child));
  }
  return found;
}

function matchRedirects(
  [first, ...others]: readonly RedirectPattern[],
  actual: readonly Redirection[],
  so: ShellMatch,
  around: Around,
): readonly ShellMatch[] {
  if (!first) return [so];
  return actual.flatMap((redirect) => {
    const target = redirect.type === 'HereDoc' ? undefined : redirect.target;
    if (!target || redirect.operator !== first.operator) return [];
    return matchWord(first.target, target, so, around).flatMap((next) => matchRedirects(others, actual, next, around));
  });
}

function boundRun(
  name: string | undefined,
  words: readonly CommandArgument[],
  so: ShellMatch,
  around: Around,
): ShellMatch | undefined {
  return name === undefined ? so : boundTo(name, bindingOf(words, around), so)[0];
}

function boundTo(name: string | undefined, binding: LocalBinding, so: ShellMatch): readonly ShellMatch[] {
  if (name === undefined) return [so];
  const after = bound(name, binding, so.bindings);
  const unknown = so.unknown ?? after?.unknown;
  return after ? [{ bindings: after.bindings, ...(unknown && { unknown }) }] : [];
}

function bindingOf(words: readonly CommandArgument[], { path, file, place }: Around): LocalBinding {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return { text: '', value: '', path };
  const values = words.map(valueOf);
  const range = place({ pos: first.pos, end: last.end });
  const text = words.map(textOf).join(' ');
  return {
    text: isHidden(text) ? file.slice(...range) : text,
    path,
    node: { type: 'shell-word', range },
    ...(values.every((value) => value !== undefined) && { value: values.join(' ') }),
  };
}
