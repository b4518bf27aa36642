import { testPcre } from '../../../expression/pcre-search.ts';
import { applied } from './operators.ts';
import { day, milliseconds } from './times.ts';
import { integerOf } from './tokens.ts';
import type { Comparison, Value } from './syntax.ts';

/** The value of a metavariable; nothing for one that is not bound. */
export type Values = (name: string) => Value | undefined;

/** The value of a comparison; nothing where it has none (a name that is not bound, types that do not go together). */
export function evaluate(comparison: Comparison, values: Values): Value | undefined {
  switch (comparison.op) {
    case 'value':
      return comparison.value;
    case 'metavariable':
      return values(comparison.name);
    case 'list': {
      const items = evaluateAll(comparison.of, values);
      return items && { type: 'list', value: items };
    }
    case 'operator': {
      const operands = evaluateAll(comparison.operands, values);
      return operands && applied(comparison.operator, operands);
    }
    case 'match': {
      const text = evaluate(comparison.of, values);
      if (text?.type !== 'string') return undefined;
      return { type: 'bool', value: testPcre(comparison.regex, text.value) };
    }
    case 'call': {
      const given = evaluateAll(comparison.arguments, values);
      return given && called(comparison.name, given);
    }
  }
}

function evaluateAll(all: readonly Comparison[], values: Values): readonly Value[] | undefined {
  const found: Value[] = [];
  for (const one of all) {
    const value = evaluate(one, values);
    if (value === undefined) return undefined;
    found.push(value);
  }
  return found;
}

function called(name: string, [first]: readonly Value[]): Value | undefined {
  switch (name) {
    case 'today':
      // The one place where a finding depends on the day: the rule asks for it.
      return { type: 'float', value: Date.now() / 1000 };
    case 'int':
      return first && toInteger(first);
    case 'str': {
      const text = first && textOf(first);
      return text === undefined ? undefined : { type: 'string', value: text };
    }
    case 'strptime':
      return first?.type === 'string' ? day(first.value) : undefined;
    default:
      return first?.type === 'string' ? milliseconds(first.value) : undefined;
  }
}

function toInteger(value: Value): Value | undefined {
  if (value.type === 'int') return value;
  const read = value.type === 'string' ? integerOf(value.value) : undefined;
  return read === undefined ? undefined : { type: 'int', value: read };
}

/** A number with a fraction is written with a point, `5.` for 5.0. */
export function textOf(value: Value): string | undefined {
  if (value.type === 'list') return undefined;
  if (value.type !== 'float') return String(value.value);
  const written = String(Number(value.value.toPrecision(12)));
  return /^-?\d+$/.test(written) ? `${written}.` : written;
}
