import type { DocumentView, LocalBinding } from '../matcher.ts';
import type { CodeAdapter } from './adapter.ts';
import { captureOf, nodesOf, type Capture, type SingleCapture } from './capture.ts';
import type { Dialect } from './dialect.ts';

/** Whether two captures of one metavariable are the same (code-patterns.md, section 5). */
export function isSameCapture(
  view: DocumentView,
  a: Capture,
  b: Capture,
  dialect: Dialect,
  adapter: CodeAdapter,
): boolean {
  if (a.kind === 'list' || b.kind === 'list') {
    const [one, other] = [nodesOf(a), nodesOf(b)];
    return (
      one.length === other.length &&
      one.every((node, i) => adapter.isSame(view, whole(node), whole(other[i]!), dialect))
    );
  }
  if (a.kind !== 'content' && b.kind !== 'content') return adapter.isSame(view, a, b, dialect);
  const text = looseText(view, a, adapter);
  return text !== undefined && text === looseText(view, b, adapter);
}

function whole(node: SingleCapture['node']): SingleCapture {
  return { kind: 'expression', node };
}

/**
 * The same about bindings. Text that a regular expression has bound equals the same text,
 * be it the content of a string or a name that is declared nowhere.
 */
export function isSameBinding(
  view: DocumentView,
  a: LocalBinding,
  b: LocalBinding,
  dialect: Dialect,
  adapter: CodeAdapter,
): boolean {
  const left = captureOf(a);
  const right = captureOf(b);
  if (left && right) return isSameCapture(view, left, right, dialect, adapter);
  return a.text === b.text && isText(view, left, adapter) && isText(view, right, adapter);
}

function isText(view: DocumentView, capture: Capture | undefined, adapter: CodeAdapter): boolean {
  return !capture || (capture.kind !== 'list' && looseText(view, capture, adapter) !== undefined);
}

/** Content is text, not code: it equals content, or a name that is declared nowhere. */
function looseText(view: DocumentView, capture: SingleCapture, adapter: CodeAdapter): string | undefined {
  return capture.kind === 'content' ? capture.text : adapter.looseName(view, capture);
}
