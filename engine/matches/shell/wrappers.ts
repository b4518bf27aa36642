import type { CommandArgument } from 'unbash';
import { valueOf } from '../../documents/shell/words.ts';

/** Commands that run the command in their arguments, and the options of theirs that take a word of its own. */
const wrappers: Readonly<Record<string, RegExp>> = {
  sudo: /^(?:-[ugChprtTDR]|--(?:user|group|chdir|host|prompt|role|type))$/,
  doas: /^-[uC]$/,
  env: /^(?:-[uCS]|--(?:unset|chdir))$/,
  command: /^$/,
  builtin: /^$/,
  exec: /^-a$/,
  nohup: /^$/,
  nice: /^-n$/,
  time: /^-[fo]$/,
  timeout: /^-[ks]$/,
  stdbuf: /^-[ioe]$/,
  xargs: /^-[aEIiLlnPsd]$/,
};

/** The command that `sudo`, `env` and the like run; of several in a row each. */
export function* withoutWrappers(words: readonly CommandArgument[]): Iterable<readonly CommandArgument[]> {
  let rest = words;
  for (let inner = unwrapped(rest); inner; inner = unwrapped(rest)) {
    rest = inner;
    yield rest;
  }
}

function unwrapped(words: readonly CommandArgument[]): readonly CommandArgument[] | undefined {
  const name = (valueOf(words[0] ?? noWord) ?? '').replace(/^.*\//s, '');
  const withValue = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (!withValue) return undefined;
  let at = 1;
  for (let text = textAt(words, at); text !== undefined; text = textAt(words, at)) {
    if (text === '--') at++;
    else if (text.startsWith('-')) at += withValue.test(text) ? 2 : 1;
    else if ((name === 'env' || name === 'sudo') && /^\w+=/.test(text)) at++;
    else if (name === 'timeout' && /^[\d.]+[smhd]?$/.test(text)) at++;
    else return words.slice(at);
  }
  return undefined;
}

const noWord = { type: 'Word', text: '', value: '', pos: 0, end: 0 } as const;

function textAt(words: readonly CommandArgument[], at: number): string | undefined {
  return words[at]?.text;
}
