import type { ErrorObject } from 'ajv';
import type { Binding, Bindings } from '../model/binding.ts';
import type { Json } from '../model/document.ts';
import type { Constraint } from '../model/formula.ts';
import { holds, schemaErrors } from './constraint.ts';
import { inWords } from './in-words.ts';

/** What it is in a value that does not fit a constraint. */
export interface Violation {
  /** Keys and indices that lead to it from the value. */
  readonly path: readonly (string | number)[];
  /** Whether it is wrong that there is such an entry, that one is missing in it, or what it holds. */
  readonly kind: 'key' | 'missing' | 'value';
  /** A clause that follows the name of what the path leads to. */
  readonly message: string;
}

/** Why a value does not fit. Of several reasons the deepest counts: it is of the alternative that was meant. */
export function violationOf(constraint: Constraint, binding: Binding, bindings: Bindings): Violation | undefined {
  const { allOf = [], anyOf = [], not: _not, ...plain } = constraint;
  const failing = (allOf as readonly Constraint[]).find((part) => holds(part, binding, bindings) === false);
  if (failing) return violationOf(failing, binding, bindings);
  const own = schemaErrors(plain, binding, bindings).flatMap((error) => violationsOf(error, binding.value as Json));
  if (own.length > 0) return deepest(own);
  const found = (anyOf as readonly Constraint[]).map((part) => violationOf(part, binding, bindings));
  return found.length === 0 ? undefined : deepest([noAlternative([]), ...found.filter((one) => one !== undefined)]);
}

function noAlternative(path: Violation['path']): Violation {
  return { path, kind: 'value', message: 'fits none of the alternatives' };
}

/** Where alternatives fail at one place, none of them is more to blame than the others. */
function deepest(violations: readonly Violation[]): Violation {
  const depth = Math.max(...violations.map(({ path }) => path.length));
  const deep = violations.filter(({ path }) => path.length === depth);
  return deep.find(({ message }) => message === noAlternative([]).message) ?? deep[0]!;
}

/** What only says that a part fails, of which there is an error too. */
const wrappers = new Set(['if', 'propertyNames']);

function violationsOf(error: ErrorObject, value: Json): readonly Violation[] {
  const { keyword, instancePath, message = '', propertyName } = error;
  const params = error.params as Readonly<Record<string, Json>>;
  const path = pathOf(instancePath, value);
  if (wrappers.has(keyword)) return [];
  // An error below `propertyNames` is about the key.
  if (propertyName !== undefined)
    return [{ path: [...path, propertyName], kind: 'key', message: `is a key that ${message}` }];
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return [{ path, kind: 'missing', message: `has no '${String(params['missingProperty'])}'` }];
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return [{ path: [...path, String(params[additionalOf[keyword]])], kind: 'key', message: 'must not be there' }];
    case 'uniqueItems':
      return [{ path: [...path, Number(params['i'])], kind: 'value', message: 'is there twice' }];
    case 'anyOf':
    case 'oneOf':
      return [noAlternative(path)];
    case 'const':
    case 'enum':
      return [
        { path, kind: 'value', message: `must be ${inWords(params['allowedValue'] ?? params['allowedValues'])}` },
      ];
    default:
      return [
        { path, kind: 'value', message: message.replace(/^must pass "(.*)" keyword validation$/, "must fit '$1'") },
      ];
  }
}

const additionalOf = {
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
} as const;

/** What a JSON Pointer leads to; an index is a number where it goes through a list. */
function pathOf(pointer: string, value: Json): Violation['path'] {
  let at: Json | undefined = value;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(at) ? Number(key) : key;
      at = (at as { readonly [key: string | number]: Json } | null | undefined)?.[step];
      return step;
    });
}
