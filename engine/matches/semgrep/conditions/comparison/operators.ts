import type { Value } from './syntax.ts';

/** What an operator makes of its operands; nothing where it makes nothing of such. */
export function applied(operator: string, operands: readonly Value[]): Value | undefined {
  const [left, right] = operands;
  if (operator === 'and' || operator === 'or') return logical(operator, operands);
  if (left === undefined || operands.some(({ type }) => type === 'code')) return undefined;
  if (right === undefined) return unary(operator, left);
  switch (operator) {
    case '==':
      return bool(isEqual(left, right));
    case '!=':
      return bool(!isEqual(left, right));
    case 'in':
      return bool(isIn(left, right) ?? false);
    case 'not in':
      return bool(!(isIn(left, right) ?? true));
    default:
      return relation(operator, left, right) ?? arithmetic(operator, left, right);
  }
}

function bool(value: boolean): Value {
  return { type: 'bool', value };
}

/** Both sides must be true or false: nothing else counts as either. */
function logical(operator: 'and' | 'or', operands: readonly Value[]): Value | undefined {
  const values = operands.map(({ type, value }) => (type === 'bool' ? (value as boolean) : undefined));
  if (values.includes(undefined)) return undefined;
  return bool(operator === 'and' ? !values.includes(false) : values.includes(true));
}

function unary(operator: string, operand: Value): Value | undefined {
  if (operator === 'not') return operand.type === 'bool' ? bool(!operand.value) : undefined;
  if (operand.type === 'float') {
    if (operator === '~') return undefined;
    return { type: 'float', value: operator === '-' ? -operand.value : operand.value };
  }
  if (operand.type !== 'int') return undefined;
  return int(operator === '-' ? -operand.value : operator === '~' ? ~operand.value : operand.value);
}

/** Integers have 64 bits. */
function int(value: bigint): Value | undefined {
  return BigInt.asIntN(64, value) === value ? { type: 'int', value } : undefined;
}

function isEqual(left: Value, right: Value): boolean {
  if (isNumber(left) && isNumber(right))
    return left.type === right.type ? left.value === right.value : Number(left.value) === Number(right.value);
  if (left.type !== right.type) return false;
  if (left.type !== 'list' || right.type !== 'list') return left.value === right.value;
  return left.value.length === right.value.length && left.value.every((item, i) => isSame(item, right.value[i]!));
}

/** Within lists a number equals only one of the same type. */
function isSame(left: Value, right: Value): boolean {
  return left.type === right.type && isEqual(left, right);
}

/** Nothing where there is nothing to be in. */
function isIn(left: Value, right: Value): boolean | undefined {
  if (right.type === 'list') return right.value.some((item) => isSame(left, item));
  return left.type === 'string' && right.type === 'string' ? right.value.includes(left.value) : undefined;
}

type Numeric = Extract<Value, { type: 'int' | 'float' }>;

function isNumber(value: Value): value is Numeric {
  return value.type === 'int' || value.type === 'float';
}

function relation(operator: string, left: Value, right: Value): Value | undefined {
  if (!isNumber(left) || !isNumber(right)) return undefined;
  const [a, b] = [left.value, right.value];
  switch (operator) {
    case '<':
      return bool(a < b);
    case '<=':
      return bool(a <= b);
    case '>':
      return bool(a > b);
    case '>=':
      return bool(a >= b);
    default:
      return undefined;
  }
}

function arithmetic(operator: string, left: Value, right: Value): Value | undefined {
  if (!isNumber(left) || !isNumber(right)) return undefined;
  if (left.type === 'int' && right.type === 'int') return ofIntegers(operator, left.value, right.value);
  const value = ofFloats(operator, Number(left.value), Number(right.value));
  return value === undefined ? undefined : { type: 'float', value };
}

function ofFloats(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    default:
      return undefined;
  }
}

function ofIntegers(operator: string, a: bigint, b: bigint): Value | undefined {
  switch (operator) {
    case '+':
      return int(a + b);
    case '-':
      return int(a - b);
    case '*':
      return int(a * b);
    case '/':
      return b === 0n ? undefined : int(a / b);
    case '%':
      return b === 0n ? undefined : int(a % b);
    case '**':
      return power(a, b);
    case '&':
      return int(a & b);
    case '|':
      return int(a | b);
    case '^':
      return int(a ^ b);
    default:
      return undefined;
  }
}

function power(base: bigint, exponent: bigint): Value | undefined {
  if (exponent < 0n || (exponent > 63n && base !== 0n && base !== 1n && base !== -1n)) return undefined;
  return int(base ** (exponent > 63n ? 63n + (exponent % 2n === 0n ? 1n : 0n) : exponent));
}
