/** What the ellipsis and its relatives become in the text that the parser sees (see pattern-text.ts). No policy can write these names. */
export const dots = '$$dots';
export const restPrefix = '$$rest_';
export const deep = '$$deep';
export const typed = '$$Typed';
/** `#x` is only valid inside classes; a pattern may speak of it anywhere. */
export const privatePrefix = '$$private_';

const metavariable = /^\$[A-Z_][A-Z_0-9]*$/;

/** The name of a metavariable without `$`, `_` for the anonymous one. */
export function metavariableName(text: string): string | undefined {
  return metavariable.test(text) ? text.slice(1) : undefined;
}

/** The name in `$...NAME`. */
export function restName(text: string): string | undefined {
  return text.startsWith(restPrefix) ? text.slice(restPrefix.length) : undefined;
}
