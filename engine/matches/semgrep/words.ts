import type { DocumentView } from '../matcher.ts';

/**
 * Names that code must contain to match a pattern of JavaScript, a cheap way to a no: never one too many, maybe too few.
 * Strings do not count (constants may have put them together), nor what a pattern is free to say in another way.
 */
export function requiredWords(pattern: string): readonly string[] {
  const code = pattern.replace(opaque, ' ');
  // Regular expressions and elements hold text that this cannot tell from code.
  const known = code.split(/\/|<[A-Za-z>]/, 1)[0]!;
  const names = [...known.replace(free, ' ').matchAll(word)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !optional.has(name) && !name.startsWith('$'));
}

const opaque = /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`|["'`][^]*/g;
/** Runs of anything, names of function and class expressions, types of metavariables. */
const free = /\$\.\.\.\w+|\b(?:function\s*\*?|class)\s+[\w$]+|\(\s*\$\w+\s*:[^)]*\)/g;
const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

const optional: ReadonlySet<string> = new Set([
  ...['abstract', 'accessor', 'arguments', 'as', 'asserts', 'async', 'await', 'break', 'case', 'catch', 'class'],
  ...['const', 'constructor', 'continue', 'debugger', 'declare', 'default', 'delete', 'do', 'else', 'enum', 'export'],
  ...['extends', 'false', 'finally', 'for', 'from', 'function', 'get', 'if', 'implements', 'import', 'in', 'Infinity'],
  ...['infer', 'instanceof', 'interface', 'is', 'keyof', 'let', 'NaN', 'namespace', 'new', 'null', 'of', 'out'],
  ...['override', 'package', 'private', 'protected', 'public', 'readonly', 'require', 'return', 'satisfies', 'set'],
  ...['static', 'super', 'switch', 'this', 'throw', 'true', 'try', 'type', 'typeof', 'undefined', 'unique', 'using'],
  ...['var', 'void', 'while', 'with', 'yield'],
]);

const WORDS = Symbol('words');

/** Whether all the words stand somewhere in the document. */
export function hasWords(view: DocumentView, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const present = view.memo(WORDS, () => new Set(Array.from(view.document.file.text.matchAll(word), ([name]) => name)));
  return words.every((name) => present.has(name));
}
