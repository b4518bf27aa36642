import type { DocumentView, LocalBinding } from '../matcher.ts';
import { native, type Dialect } from './dialect.ts';
import { ecmascript } from './ecmascript/ecmascript.ts';
import { isSameBinding } from './same-capture.ts';
import { searchFor, type CodePattern } from './search.ts';

export { native, type Dialect } from './dialect.ts';
export type { CodePattern, Search } from './search.ts';

/** Nothing if the text is no pattern; throws a SyntaxError for a bad regular expression in it. */
export function compilePattern(text: string, dialect: Dialect = native): CodePattern | undefined {
  const parsed = ecmascript.compile(text, dialect);
  return parsed && searchFor(parsed, dialect, ecmascript);
}

/** Whether two bindings of one metavariable are the same (code-patterns.md, section 5), whatever made them. */
export function sameBinding(view: DocumentView, a: LocalBinding, b: LocalBinding, dialect: Dialect = native): boolean {
  return isSameBinding(view, a, b, dialect, ecmascript);
}
