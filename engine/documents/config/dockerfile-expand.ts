/** What the builder makes of a word. `unknown`: why nobody knows before the build. */
export interface Expanded {
  readonly value: string;
  readonly unknown?: string;
}

/** What a variable stands for. */
export type Lookup = (name: string) => Expanded;

/** What instructions so far have set, and what they have only declared. */
export interface Variables {
  readonly env: ReadonlyMap<string, Expanded>;
  /** Names of build arguments, with whether they have a default. */
  readonly args: ReadonlyMap<string, boolean>;
}

const variable = /\$(?:(\w+)|\{(\w+)\})/y;

/**
 * A word as the builder expands it: quotes and escapes are taken off, variables filled in where ENV fixes their value.
 * Build arguments never are: whoever builds may override their defaults. Unknown words keep their text.
 */
export function expandWord(word: string, escape: string, lookup: Lookup): Expanded {
  if (/\{[{%]|<%/.test(word)) return { value: word, unknown: 'The value is a template that is filled in later.' };
  let value = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const character = word[at]!;
    if (quote !== "'" && character === escape) {
      const next = word[++at] ?? '';
      const isKept = quote === '"' && !['"', '$', escape].includes(next);
      value += isKept ? character + next : next;
    } else if (quote !== '' ? character === quote : character === '"' || character === "'") {
      quote = quote === '' ? character : '';
    } else if (character === '$' && quote !== "'" && /[\w{]/.test(word[at + 1] ?? '')) {
      const found = filledIn(word, at, lookup);
      if (found.unknown !== undefined) return { value: word, unknown: found.unknown };
      value += found.value;
      at = found.end - 1;
    } else value += character;
  }
  return { value };
}

/** Variables of the stage; ENV always wins over ARG. */
export function lookupIn({ env, args }: Variables): Lookup {
  return (name) => {
    const fixed = env.get(name);
    if (fixed) return fixed;
    const hasDefault = args.get(name);
    if (hasDefault === undefined) return { value: '', unknown: `The variable '${name}' is not set in this file.` };
    if (!hasDefault) return { value: '', unknown: `The build argument '${name}' has no default.` };
    return { value: '', unknown: `The default of the build argument '${name}' can be overridden.` };
  };
}

function filledIn(word: string, at: number, lookup: Lookup): Expanded & { readonly end: number } {
  variable.lastIndex = at;
  const found = variable.exec(word);
  if (!found) return { value: '', end: at, unknown: 'The value depends on whether a variable is set.' };
  return { ...lookup(found[1] ?? found[2]!), end: variable.lastIndex };
}
