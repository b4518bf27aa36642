import { wellFormed } from '../well-formed.ts';

/**
 * A workspace path as a relative URI reference. Every segment is encoded by itself: `[id]` fails the schema's format,
 * `#`, `?` and `%` change the meaning, and a colon in the first segment reads as a scheme.
 */
export function uriOf(path: string): string {
  const inside = isInside(path) ? path : lastSegment(path);
  return wellFormed(inside).split('/').map(encodeURIComponent).join('/');
}

/** Whether the path names something in the workspace; consumers refuse a whole log for one URI that does not. */
export function isInside(path: string): boolean {
  return !/^([a-z]:)?[\\/]/i.test(path) && !path.split('/').some((segment) => ['', '.', '..'].includes(segment));
}

function lastSegment(path: string): string {
  const segments = path.split(/[\\/]/).filter((segment) => !['', '.', '..'].includes(segment));
  return segments.at(-1) ?? 'unknown';
}
