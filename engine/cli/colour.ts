import pc from 'picocolors';
import type { Io, Output } from './io.ts';

export type Colours = ReturnType<typeof pc.createColors>;

export function coloursFor(output: Output, env: Io['env']): Colours {
  return pc.createColors(wantsColour(output, env));
}

/** Colours only where a person reads them. NO_COLOR is a wish for silence and wins over FORCE_COLOR. */
export function wantsColour(output: Output, env: Io['env']): boolean {
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return !['0', 'false'].includes(env.FORCE_COLOR ?? '');
  return output.isTTY === true && env.TERM !== 'dumb';
}

/** An empty value counts as not set, as https://no-color.org asks. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
