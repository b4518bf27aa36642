import type { Range } from '../../model/region.ts';

/** A piece of XML, as it is written. `broken` is what had to be passed over; the tag it stands in, if any, follows. */
export type XmlToken =
  | {
      readonly kind: 'open';
      readonly range: Range;
      readonly name: Range;
      readonly attributes: readonly XmlAttribute[];
      readonly isEmpty: boolean;
    }
  | { readonly kind: 'close'; readonly range: Range; readonly name: Range }
  | { readonly kind: 'text'; readonly range: Range }
  | { readonly kind: 'cdata'; readonly range: Range }
  | { readonly kind: 'broken'; readonly range: Range; readonly message: string };

/** `value` has its quotes. */
export interface XmlAttribute {
  readonly name: Range;
  readonly value: Range;
}

const cdataStart = '<![CDATA[';
const opening = /<([^\s<>/=!?'"&]+)/y;
const attribute = /(\s+)([^\s<>/='"]+)\s*=\s*("[^"<]*"|'[^'<]*')/y;
const ending = /\s*(\/?)>/y;
const closing = /<\/([^\s<>/]+)\s*>/y;
const doctypePart = /"[^"]*"|'[^']*'|<!--|<\?|[[\]>]/g;

/** All tokens in order; comments, processing instructions and the XML declaration are left out. Each character is seen a bounded number of times. */
export function* xmlTokens(text: string): Generator<XmlToken, void> {
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next === -1 ? text.length : next;
    if (end > at) yield { kind: 'text', range: [at, end] };
    if (next === -1) return;
    at = yield* markup(text, next);
  }
}

/** What begins with `<`; returns where it ends. */
function* markup(text: string, at: number): Generator<XmlToken, number> {
  if (text.startsWith('<!--', at)) return yield* upTo(text, at, 4, '-->', 'The comment');
  if (text.startsWith('<?', at)) return yield* upTo(text, at, 2, '?>', 'The processing instruction');
  if (text.startsWith(cdataStart, at)) {
    const end = yield* upTo(text, at, cdataStart.length, ']]>', 'The CDATA section');
    yield { kind: 'cdata', range: [at, end] };
    return end;
  }
  if (text.startsWith('<!DOCTYPE', at)) return yield* doctype(text, at);
  if (text.startsWith('</', at)) return yield* closeTag(text, at);
  const name = matchAt(opening, text, at);
  if (name) return yield* openTag(text, at, [at + 1, opening.lastIndex]);
  yield { kind: 'broken', range: [at, at + 1], message: "A '<' that begins no tag must be written as '&lt;'." };
  return at + 1;
}

function* upTo(text: string, at: number, skip: number, close: string, what: string): Generator<XmlToken, number> {
  const end = text.indexOf(close, at + skip);
  if (end !== -1) return end + close.length;
  yield { kind: 'broken', range: [at, text.length], message: `${what} is not closed.` };
  return text.length;
}

function* openTag(text: string, at: number, tag: Range): Generator<XmlToken, number> {
  const attributes: XmlAttribute[] = [];
  let end = tag[1];
  for (let found = matchAt(attribute, text, end); found; found = matchAt(attribute, text, end)) {
    const [, space = '', name = '', value = ''] = found;
    const start = end + space.length;
    end = attribute.lastIndex;
    attributes.push({ name: [start, start + name.length], value: [end - value.length, end] });
  }
  const last = matchAt(ending, text, end);
  const close = last ? ending.lastIndex : endOfBroken(text, end);
  if (!last)
    yield {
      kind: 'broken',
      range: [end, close],
      message: `The tag '${text.slice(...tag)}' cannot be read from here.`,
    };
  const isEmpty = last ? last[1] === '/' : text.slice(close - 2, close) === '/>';
  yield { kind: 'open', range: [at, close], name: tag, attributes, isEmpty };
  return close;
}

function* closeTag(text: string, at: number): Generator<XmlToken, number> {
  if (!matchAt(closing, text, at)) {
    const end = endOfBroken(text, at + 2);
    yield { kind: 'broken', range: [at, end], message: 'The end tag cannot be read.' };
    return end;
  }
  const end = closing.lastIndex;
  const length = text.slice(at + 2, end - 1).trimEnd().length;
  yield { kind: 'close', range: [at, end], name: [at + 2, at + 2 + length] };
  return end;
}

/** A broken tag ends with its `>`, or where the next begins. */
function endOfBroken(text: string, from: number): number {
  const [greater, less] = [text.indexOf('>', from), text.indexOf('<', from)];
  if (greater !== -1 && (less === -1 || greater < less)) return greater + 1;
  return less === -1 ? text.length : less;
}

/** With its internal subset in brackets, whose declarations are not read. */
function* doctype(text: string, at: number): Generator<XmlToken, number> {
  let depth = 0;
  doctypePart.lastIndex = at + 2;
  for (let found = doctypePart.exec(text); found; found = doctypePart.exec(text)) {
    const [part] = found;
    if (part === '[') depth++;
    else if (part === ']') depth--;
    else if (part === '>' && depth <= 0) return doctypePart.lastIndex;
    else if (part === '<!--' || part === '<?') {
      const close = part === '<?' ? '?>' : '-->';
      const end = text.indexOf(close, doctypePart.lastIndex);
      if (end === -1) break;
      doctypePart.lastIndex = end + close.length;
    }
  }
  yield { kind: 'broken', range: [at, text.length], message: 'The document type declaration is not closed.' };
  return text.length;
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}
