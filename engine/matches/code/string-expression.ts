import { isExplosive } from '../expression/ambiguity.ts';
import { parseExpression } from '../expression/parse.ts';
import { compilePcre } from '../expression/pcre.ts';
import { testPcre } from '../expression/pcre-search.ts';
import type { Dialect } from './dialect.ts';

/**
 * Whether a text fits the expression in `"=~/re/i"`; nothing for a pattern that is other text. Native policies write the
 * expressions of JavaScript, rules of Semgrep those of PCRE. Throws a SyntaxError for one that is invalid, that cannot be
 * translated or, in native policies, that may take exponential time.
 */
export function stringExpression(text: string, { semgrep }: Dialect): ((text: string) => boolean) | undefined {
  const [, source, flags = ''] = /^=~\/(.*)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined) return undefined;
  return semgrep ? ofPcre(source, flags) : ofJavascript(source, flags);
}

function ofPcre(source: string, flags: string): (text: string) => boolean {
  const compiled = compilePcre(source, {
    ignoresCase: flags.includes('i'),
    multiline: flags.includes('m'),
    dotAll: flags.includes('s'),
  });
  if ('error' in compiled) throw new SyntaxError(`'${source}' cannot be used: ${compiled.error}`);
  return (text) => testPcre(compiled, text);
}

function ofJavascript(source: string, flags: string): (text: string) => boolean {
  const expression = new RegExp(source, flags.includes('u') ? flags : `${flags}u`);
  if (isExplosive(parseExpression(source), expression.flags))
    throw new SyntaxError(`'${source}' may take exponential time`);
  return (text) => expression.test(text);
}
