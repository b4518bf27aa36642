import { isExplosive } from '../expression/ambiguity.ts';
import { parseExpression } from '../expression/parse.ts';

/** The expression in `"=~/re/i"`, nothing for other text; throws a SyntaxError for one that is invalid or may take exponential time. */
export function stringExpression(text: string): RegExp | undefined {
  const [, source, flags = ''] = /^=~\/(.*)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined) return undefined;
  const expression = new RegExp(source, flags.includes('u') ? flags : `${flags}u`);
  if (isExplosive(parseExpression(source), expression.flags))
    throw new SyntaxError(`'${source}' may take exponential time`);
  return expression;
}
