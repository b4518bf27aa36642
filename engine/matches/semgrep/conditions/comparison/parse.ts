import { compileRegex } from '../../regex.ts';
import { ComparisonError, type Comparison } from './syntax.ts';
import { tokensOf, type Token } from './tokens.ts';

/** Parses a comparison; throws a `ComparisonError` for what Semgrep's evaluator knows nothing of, a `PatternError` for a bad regular expression. */
export function parseComparison(text: string): Comparison {
  const cursor: Cursor = { tokens: tokensOf(text), at: 0 };
  const parsed = parseOr(cursor);
  const rest = cursor.tokens[cursor.at];
  if (rest) throw new ComparisonError(`${shown(rest)} is not expected in a comparison, or not supported.`);
  return parsed;
}

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

function takeWord(cursor: Cursor, words: readonly string[]): string | undefined {
  const found = cursor.tokens[cursor.at];
  if (!found || found.kind === 'value' || found.kind === 'metavariable' || !words.includes(found.text))
    return undefined;
  cursor.at++;
  return found.text;
}

function parseOr(cursor: Cursor): Comparison {
  return chain('or', parseAnd, cursor);
}

function parseAnd(cursor: Cursor): Comparison {
  return chain('and', parseNot, cursor);
}

function chain(word: string, parseOperand: (cursor: Cursor) => Comparison, cursor: Cursor): Comparison {
  const operands = [parseOperand(cursor)];
  while (takeWord(cursor, [word])) operands.push(parseOperand(cursor));
  return operands.length === 1 ? operands[0]! : { op: 'operator', operator: word, operands };
}

function parseNot(cursor: Cursor): Comparison {
  if (!takeWord(cursor, ['not'])) return parseRelation(cursor);
  return { op: 'operator', operator: 'not', operands: [parseNot(cursor)] };
}

const relations = ['<', '>', '<=', '>=', '==', '!=', 'in'];

function parseRelation(cursor: Cursor): Comparison {
  const left = parseBinary(cursor, 0);
  const operator = takeRelation(cursor);
  if (operator === undefined) return left;
  const parsed: Comparison = { op: 'operator', operator, operands: [left, parseBinary(cursor, 0)] };
  if (takeRelation(cursor) === undefined) return parsed;
  throw new ComparisonError("Comparisons in a row, such as '1 < $X < 9', are not supported: join two by 'and'.");
}

function takeRelation(cursor: Cursor): string | undefined {
  const relation = takeWord(cursor, relations);
  if (relation !== undefined || !takeWord(cursor, ['not'])) return relation;
  if (takeWord(cursor, ['in'])) return 'not in';
  throw new ComparisonError("After a value, 'not' must be followed by 'in'.");
}

/** From the loosest to the tightest; all of them bind to the left. */
const levels: readonly (readonly string[])[] = [['|'], ['^'], ['&'], ['+', '-'], ['*', '/', '%']];

function parseBinary(cursor: Cursor, level: number): Comparison {
  const operators = levels[level];
  if (!operators) return parseSign(cursor);
  let left = parseBinary(cursor, level + 1);
  for (let operator = takeWord(cursor, operators); operator !== undefined; operator = takeWord(cursor, operators)) {
    left = { op: 'operator', operator, operands: [left, parseBinary(cursor, level + 1)] };
  }
  return left;
}

function parseSign(cursor: Cursor): Comparison {
  const sign = takeWord(cursor, ['-', '+', '~']);
  if (sign !== undefined) return { op: 'operator', operator: sign, operands: [parseSign(cursor)] };
  const base = parseAtom(cursor);
  if (!takeWord(cursor, ['**'])) return base;
  return { op: 'operator', operator: '**', operands: [base, parseSign(cursor)] };
}

function parseAtom(cursor: Cursor): Comparison {
  const token = cursor.tokens[cursor.at++];
  if (!token) throw new ComparisonError('The comparison ends too early.');
  if (token.kind === 'value') return { op: 'value', value: strings(token, cursor) };
  if (token.kind === 'metavariable') return { op: 'metavariable', name: token.text };
  if (token.kind === 'name') return parseCall(token.text, cursor);
  if (token.text === '[') return { op: 'list', of: parseItems(cursor, ']') };
  if (token.text !== '(') throw new ComparisonError(`${shown(token)} is not expected in a comparison.`);
  const inner = parseOr(cursor);
  expect(cursor, ')');
  return inner;
}

/** Strings side by side are one. */
function strings(token: Extract<Token, { kind: 'value' }>, cursor: Cursor): Extract<Token, { kind: 'value' }>['value'] {
  let { value } = token;
  for (;;) {
    const following = cursor.tokens[cursor.at];
    if (value.type !== 'string' || following?.kind !== 'value' || following.value.type !== 'string') return value;
    value = { type: 'string', value: value.value + following.value.value };
    cursor.at++;
  }
}

/** How many arguments each function takes. */
const functions: Readonly<Record<string, number>> = {
  int: 1,
  str: 1,
  're.match': 2,
  strptime: 1,
  today: 0,
  parse_promql_duration: 1,
};

function parseCall(first: string, cursor: Cursor): Comparison {
  let name = first;
  while (takeWord(cursor, ['.'])) {
    const part = cursor.tokens[cursor.at++];
    name += `.${part?.kind === 'name' ? part.text : ''}`;
  }
  const count = Object.hasOwn(functions, name) ? functions[name]! : undefined;
  if (count === undefined || !takeWord(cursor, ['('])) {
    throw new ComparisonError(`'${name}' is not known in comparisons; ${Object.keys(functions).join('(), ')}() are.`);
  }
  const given = parseItems(cursor, ')');
  if (name !== 'today' && given.length !== count) {
    throw new ComparisonError(`'${name}' takes ${count === 1 ? 'one argument' : `${count} arguments`}.`);
  }
  return name === 're.match' ? match(given) : { op: 'call', name, arguments: given };
}

function match([regex, of]: readonly Comparison[]): Comparison {
  if (regex?.op !== 'value' || regex.value.type !== 'string') {
    throw new ComparisonError("The first argument of 're.match' must be a string.");
  }
  return { op: 'match', regex: compileRegex(regex.value.value, { anchored: true }), of: of! };
}

function parseItems(cursor: Cursor, close: string): readonly Comparison[] {
  const items: Comparison[] = [];
  while (!takeWord(cursor, [close])) {
    items.push(parseOr(cursor));
    if (takeWord(cursor, [','])) continue;
    expect(cursor, close);
    break;
  }
  return items;
}

function expect(cursor: Cursor, symbol: string): void {
  if (!takeWord(cursor, [symbol])) throw new ComparisonError(`A '${symbol}' is missing in the comparison.`);
}

function shown(token: Token): string {
  if (token.kind === 'value') return `The value '${String(token.value.value)}'`;
  return `'${token.kind === 'metavariable' ? '$' : ''}${token.text}'`;
}
