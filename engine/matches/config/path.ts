/** One step of a path pattern. */
export type Segment =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'either'; readonly names: readonly string[] }
  | { readonly kind: 'pattern'; readonly expression: RegExp }
  | { readonly kind: 'capture'; readonly name: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'deep' };

export interface Path {
  /** As written. */
  readonly text: string;
  /** How many enclosing mappings to step out to first. */
  readonly up: number;
  readonly segments: readonly Segment[];
  /** Without `$`. */
  readonly binds: readonly string[];
}

/** A path that is the node itself. */
export const here: Path = { text: '', up: 0, segments: [], binds: [] };

/** Thrown for a text that is no path; its message is a sentence. */
export class PathError extends Error {}

/** A segment: quoted, alternatives in braces, or anything up to a dot. */
const token = /"([^"]*)"|'([^']*)'|\{([^{}]*)\}|([^."'{}]+)/y;
const capture = /^\$([A-Z_][A-Z0-9_]*)$/;

export function parsePath(text: string): Path {
  const [ups = ''] = /^(?:\^\.?)*/.exec(text) ?? [];
  const segments = text.length > ups.length ? segmentsOf(text, ups.length) : [];
  const up = ups.replaceAll('.', '').length;
  if (up === 0 && segments.length === 0) throw new PathError('A path must not be empty.');
  const binds = segments.flatMap((segment) =>
    segment.kind === 'capture' && segment.name !== '_' ? [segment.name] : [],
  );
  return { text, up, segments, binds: [...new Set(binds)] };
}

/** Whether the path can lead to one node only. */
export function isSingular({ segments }: Path): boolean {
  return segments.every(({ kind }) => kind === 'key');
}

function segmentsOf(text: string, start: number): Segment[] {
  const segments: Segment[] = [];
  token.lastIndex = start;
  for (;;) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (!found)
      throw new PathError(
        `The path '${text}' cannot be read at '${text.slice(at) || 'its end'}': a segment is missing or not closed.`,
      );
    segments.push(segmentOf(found, text));
    if (token.lastIndex === text.length) return segments;
    if (text[token.lastIndex] !== '.') {
      throw new PathError(
        `The path '${text}' cannot be read at '${text.slice(token.lastIndex)}': segments are separated by dots.`,
      );
    }
    token.lastIndex++;
  }
}

function segmentOf([, double, single, braces, plain]: RegExpExecArray, text: string): Segment {
  const quoted = double ?? single;
  if (quoted !== undefined) return { kind: 'key', name: quoted };
  if (braces !== undefined) return { kind: 'either', names: alternatives(braces, text) };
  return plainSegment(plain!, text);
}

function alternatives(braces: string, text: string): readonly string[] {
  const names = [...braces.matchAll(/\s*(?:"([^"]*)"|'([^']*)'|([^,]*?))\s*(?:,|$)/g)];
  const found = names
    .filter(({ index }) => index < braces.length)
    .map(([, double, single, plain]) => double ?? single ?? plain ?? '');
  if (found.length === 0 || found.includes(''))
    throw new PathError(`In the path '${text}', '{${braces}}' must list keys: '{a,b}'.`);
  return found;
}

function plainSegment(plain: string, text: string): Segment {
  if (plain === '*') return { kind: 'any' };
  if (plain === '**') return { kind: 'deep' };
  const name = capture.exec(plain)?.[1];
  if (name !== undefined) return { kind: 'capture', name };
  if (plain.startsWith('$')) throw new PathError(notCapture(plain, text));
  if (/[[\]^]/.test(plain))
    throw new PathError(
      `In the path '${text}', '${plain}' must be in quotes, or an index written as a segment of its own: 'steps.0', 'steps.-1'.`,
    );
  if (plain.includes('**')) throw new PathError(`In the path '${text}', '**' must be a segment of its own.`);
  return plain.includes('*') ? { kind: 'pattern', expression: wildcard(plain) } : { kind: 'key', name: plain };
}

function notCapture(plain: string, text: string): string {
  if (plain === '$') return `The path '${text}' must not begin with '$': write it without, or as 'jsonpath'.`;
  return `In the path '${text}', '${plain}' is no metavariable: write '$NAME' in capitals, or quote the key.`;
}

function wildcard(plain: string): RegExp {
  return new RegExp(
    `^${plain
      .split('*')
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
      .join('.*')}$`,
    's',
  );
}
