import type { Range } from '../../model/region.ts';
import { scalar, type Draft } from './node.ts';
import { tomlTemplates } from './templates.ts';

/** What either parser calls a value, as a scalar: dates and numbers that JSON cannot hold keep their text. */
export function tomlScalar(value: unknown, range: Range, text: string): Draft {
  if (typeof value === 'string') return stringOf(value, range, text);
  if (typeof value === 'boolean') return scalar(value, range);
  const number = value instanceof Date ? NaN : numberOf(value);
  if (Number.isFinite(number)) return scalar(number, range);
  const source = text.slice(...range).trimEnd();
  return scalar(source, [range[0], range[0] + source.length]);
}

/** Integers beyond 2^53 come as objects that hold a BigInt. */
function numberOf(value: unknown): number {
  return Number((value as { valueOf(): number | bigint }).valueOf());
}

/** A line break written as CRLF in a multi-line string is one line feed, whatever the platform the file was saved on. */
function stringOf(value: string, range: Range, text: string): Draft {
  const isCrlf = text.slice(...range).includes('\r\n');
  const plain = isCrlf ? value.replaceAll('\r\n', '\n') : value;
  return scalar(plain, range, tomlTemplates(plain));
}
