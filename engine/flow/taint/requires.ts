/** A boolean formula over the labels of taint, as `requires` of a Semgrep rule writes it. */
export type Requires =
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly of: Requires }
  | { readonly kind: 'and' | 'or'; readonly left: Requires; readonly right: Requires };

/** The label of a source that names none; a sink without `requires` asks for it. */
export const plainLabel = '__SOURCE__';

/** Whether the labels satisfy the formula. */
export function satisfies(requires: Requires, labels: ReadonlySet<string>): boolean {
  switch (requires.kind) {
    case 'label':
      return labels.has(requires.name);
    case 'constant':
      return requires.value;
    case 'not':
      return !satisfies(requires.of, labels);
    case 'and':
      return satisfies(requires.left, labels) && satisfies(requires.right, labels);
    case 'or':
      return satisfies(requires.left, labels) || satisfies(requires.right, labels);
  }
}

const token = /\s*(?:([A-Za-z_]\w*)|([()]))/y;

/** Parses Python's boolean syntax: `not`, `and`, `or`, parentheses, `True`, `False`, labels. Throws a sentence that says what is wrong. */
export function parseRequires(text: string): Requires {
  const tokens = tokensOf(text);
  const [formula, rest] = disjunction(tokens, text);
  if (rest.length > 0) throw wrong(text, `'${rest[0]!}' is not expected there`);
  return formula;
}

type Parsed = readonly [formula: Requires, rest: readonly string[]];

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw wrong(text, `'${text.slice(at).trim()[0]!}' is not expected there`);
    tokens.push(found[1] ?? found[2]!);
  }
  return tokens;
}

function disjunction(tokens: readonly string[], text: string): Parsed {
  return chain('or', conjunction, tokens, text);
}

function conjunction(tokens: readonly string[], text: string): Parsed {
  return chain('and', negation, tokens, text);
}

function chain(
  kind: 'and' | 'or',
  operand: (tokens: readonly string[], text: string) => Parsed,
  tokens: readonly string[],
  text: string,
): Parsed {
  let [formula, rest] = operand(tokens, text);
  while (rest[0] === kind) {
    const [right, after] = operand(rest.slice(1), text);
    formula = { kind, left: formula, right };
    rest = after;
  }
  return [formula, rest];
}

function negation(tokens: readonly string[], text: string): Parsed {
  const [first, ...rest] = tokens;
  if (first === 'not') {
    const [of, after] = negation(rest, text);
    return [{ kind: 'not', of }, after];
  }
  if (first === '(') {
    const [inner, after] = disjunction(rest, text);
    if (after[0] !== ')') throw wrong(text, "a ')' is missing");
    return [inner, after.slice(1)];
  }
  if (first === undefined || first === ')' || first === 'and' || first === 'or') {
    throw wrong(text, first === undefined ? 'it ends too early' : `'${first}' is not expected there`);
  }
  if (first === 'True' || first === 'False') return [{ kind: 'constant', value: first === 'True' }, rest];
  return [{ kind: 'label', name: first }, rest];
}

function wrong(text: string, what: string): Error {
  return new Error(`'${text}' is no formula over labels with 'and', 'or', 'not' and parentheses: ${what}.`);
}
