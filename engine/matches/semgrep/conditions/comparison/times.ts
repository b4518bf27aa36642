import type { Value } from './syntax.ts';

/** `2024-01-31` as seconds since 1970. */
export function day(text: string): Value | undefined {
  const [year, month, date, ...more] = text.split('-').map((part) => (/^\d+$/.test(part) ? Number(part) : NaN));
  if (year === undefined || month === undefined || date === undefined || more.length > 0) return undefined;
  const time = new Date(Date.UTC(year, month - 1, date));
  const isDate = time.getUTCFullYear() === year && time.getUTCMonth() === month - 1 && time.getUTCDate() === date;
  return isDate ? { type: 'float', value: time.getTime() / 1000 } : undefined;
}

const second = 1000n;
const units: Readonly<Record<string, bigint>> = {
  ms: 1n,
  s: second,
  m: 60n * second,
  h: 3600n * second,
  d: 86_400n * second,
  w: 604_800n * second,
  y: 31_536_000n * second,
};

/** `1d12h` as milliseconds, as Prometheus writes durations. */
export function milliseconds(text: string): Value | undefined {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) return undefined;
  let value = 0n;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhdwy])/g)) value += BigInt(count!) * units[unit!]!;
  return { type: 'int', value };
}
