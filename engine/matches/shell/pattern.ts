import { parse, type CommandArgument, type CommandNode, type Redirection, type Script } from 'unbash';
import { isSimple } from '../../documents/shell/node.ts';
import { redirectsOf, substitutionsOf, textOf, valueOf, variableOf, wordsOf } from '../../documents/shell/words.ts';
import { isExplosive } from '../expression/ambiguity.ts';
import { parseExpression } from '../expression/parse.ts';

/** What a word of a pattern stands for. */
export type WordPattern =
  | { readonly kind: 'literal'; readonly value: string }
  /** `...` and `$...ARGS`: any words. */
  | { readonly kind: 'run'; readonly name?: string }
  /** `$X`: any one word; `$_` binds nothing. */
  | { readonly kind: 'word'; readonly name?: string }
  /** `"=~/re/"`: a word whose text fits. */
  | { readonly kind: 'expression'; readonly expression: RegExp }
  /** `${X}`: this variable of the shell. */
  | { readonly kind: 'variable'; readonly name: string }
  /** `$(…)`, `<(…)`: a word with such a substitution, somewhere in which the pattern matches. */
  | { readonly kind: 'substitution'; readonly operator: '$' | '<' | '>'; readonly of: ShellPattern };

export interface RedirectPattern {
  readonly operator: string;
  readonly target: WordPattern;
}

export interface CommandPattern {
  readonly words: readonly WordPattern[];
  /** All of these, among others. */
  readonly redirects: readonly RedirectPattern[];
}

/** A command, or several in a row of a pipeline; `any` stands for any number of stages. */
export interface ShellPattern {
  readonly stages: readonly (CommandPattern | 'any')[];
  /** Metavariables, without `$`. */
  readonly binds: readonly string[];
  /** What the text of a script must have in it to match, in whatever language it is. */
  readonly needs: readonly (string | RegExp)[];
}

/** Thrown for a text that is no pattern; its message is a sentence. */
export class ShellPatternError extends Error {}

export function parseShellPattern(text: string): ShellPattern {
  const script = parse(text);
  const [problem] = script.errors ?? [];
  if (problem) throw new ShellPatternError(`The shell pattern '${text}' cannot be read: ${problem.message}.`);
  return patternOf(script, text);
}

function patternOf(script: Script | undefined, text: string): ShellPattern {
  const [statement, ...others] = script?.commands ?? [];
  const command = statement?.command;
  const commands = command?.type === 'Pipeline' ? command.commands : [command];
  if (!command || others.length > 0 || command.type === 'AndOr') throw notOne(text);
  const stages = commands.map((one) => stageOf(one as CommandNode, text));
  if (stages.every((stage) => stage === 'any')) throw notOne(text);
  const patterns = stages.flatMap((stage) => (stage === 'any' ? [] : [stage]));
  const words = patterns.flatMap((stage) => [...stage.words, ...stage.redirects.map(({ target }) => target)]);
  return { stages, binds: [...new Set(words.flatMap(boundBy))], needs: words.flatMap(neededBy) };
}

function notOne(text: string): ShellPatternError {
  return new ShellPatternError(
    `The shell pattern '${text}' must be one command or one pipeline, such as 'curl ... | bash ...'.`,
  );
}

function stageOf(command: CommandNode, text: string): CommandPattern | 'any' {
  if (!isSimple(command) || command.prefix.some(({ type }) => type === 'Assignment')) throw notOne(text);
  const words = wordsOf(command).map((word) => wordPattern(word, text));
  const redirects = redirectsOf(command).map((redirect) => redirectPattern(redirect, text));
  const isAny = words.length === 1 && words[0]?.kind === 'run' && words[0].name === undefined && redirects.length === 0;
  return isAny ? 'any' : { words, redirects };
}

const metavariable = /^"?\$([A-Z_][A-Z0-9_]*)"?$/;
const run = /^\$\.\.\.([A-Z_][A-Z0-9_]*)$/;
const expression = /^(["'])=~\/(.*)\/\1$/s;

function wordPattern(word: CommandArgument, text: string): WordPattern {
  if (word.text === '...') return { kind: 'run' };
  const named = run.exec(word.text)?.[1];
  if (named !== undefined) return { kind: 'run', ...(named !== '_' && { name: named }) };
  const name = metavariable.exec(word.text)?.[1];
  if (name !== undefined) return { kind: 'word', ...(name !== '_' && { name }) };
  const source = expression.exec(word.text)?.[2];
  if (source !== undefined) return { kind: 'expression', expression: compiled(source, text) };
  const variable = variableOf(word);
  if (variable !== undefined) return { kind: 'variable', name: variable };
  const [substitution] = substitutionsOf(word);
  if (substitution && /^"?(?:\$\(|<\(|>\(|`)/.test(word.text))
    return {
      kind: 'substitution',
      operator: substitution.operator,
      of: patternOf(substitution.script as Script, text),
    };
  const value = valueOf(word);
  if (value !== undefined) return { kind: 'literal', value };
  throw new ShellPatternError(
    `In the shell pattern '${text}', the word '${textOf(word)}' must be a metavariable, a variable ('\${NAME}'), a substitution or a text, and nothing beside it.`,
  );
}

function compiled(source: string, text: string): RegExp {
  try {
    if (isExplosive(parseExpression(source), 'su'))
      throw new ShellPatternError(`In the shell pattern '${text}', the expression may take exponential time.`);
    return new RegExp(source, 'su');
  } catch (error) {
    if (error instanceof ShellPatternError) throw error;
    throw new ShellPatternError(`In the shell pattern '${text}': ${(error as Error).message}.`);
  }
}

function redirectPattern(redirect: Redirection, text: string): RedirectPattern {
  const target = redirect.type === 'HereDoc' ? undefined : redirect.target;
  if (!target) throw new ShellPatternError(`In the shell pattern '${text}', a redirection must have a target.`);
  return { operator: redirect.operator, target: wordPattern(target, text) };
}

function boundBy(word: WordPattern): readonly string[] {
  if (word.kind === 'substitution') return word.of.binds;
  return (word.kind === 'run' || word.kind === 'word') && word.name !== undefined ? [word.name] : [];
}

function neededBy(word: WordPattern): readonly (string | RegExp)[] {
  if (word.kind === 'substitution') return word.of.needs;
  if (word.kind === 'expression') return [anywhere(word.expression)];
  return word.kind === 'literal' ? [word.value] : word.kind === 'variable' ? [word.name] : [];
}

/** Where a word begins and ends is not known in a text of another language. */
function anywhere({ source, flags }: RegExp): RegExp {
  try {
    return new RegExp(
      source.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|[\^$]/g, (part) => (part.length === 1 ? '' : part)),
      flags,
    );
  } catch {
    return /(?:)/;
  }
}
