import { tokenize, type Token } from './lexer.ts';
import { assemble, isHole, isWithinToken, tokenAround, type Piece, type Span } from './pieces.ts';

/** Above all parameters that somebody writes. */
const FIRST_PARAMETER = 1_000_000;

/** What stands for a hole: a name that no real one looks like, from Unicode's private use area. */
export function holeName(hole: number): string {
  return `\ue000${hole}\ue001`;
}

export function holeParameter(hole: number): string {
  return `$${FIRST_PARAMETER + hole}`;
}

/** The numbers of the holes in a name or literal of the tree, and whether one is all of it. */
export function holesInName(name: string): { readonly holes: readonly number[]; readonly whole: boolean } | undefined {
  if (!name.includes('\ue000')) return undefined;
  const holes = [...name.matchAll(/\ue000(\d+)\ue001/g)].map(([, number]) => Number(number));
  return { holes, whole: /^\ue000\d+\ue001$/.test(name) };
}

export function holeOfParameter(number: unknown): number | undefined {
  return typeof number === 'number' && number >= FIRST_PARAMETER ? number - FIRST_PARAMETER : undefined;
}

/** What may fill each hole of a text, the likeliest first, judged by what stands around it. `first`: the number of the first hole. */
export function fillingsOf(pieces: readonly Piece[], first: number): readonly (readonly string[])[] {
  const { text, spans } = assemble(
    pieces,
    pieces.filter(isHole).map((_, i) => holeName(first + i)),
  );
  const tokens = tokenize(text);
  return spans.map((span, i) => fillings(first + i, span, text, tokens));
}

function fillings(hole: number, { at }: Span, text: string, tokens: readonly Token[]): readonly string[] {
  const name = holeName(hole);
  const around = tokenAround(at, tokens);
  // `$${n}` is the number of a parameter
  if (text[at[0] - 1] === '$' && around?.kind === 'word') return [holeParameter(hole).slice(1), name];
  if (!around || isWithinToken(at, tokens)) return [name];
  const before = tokens[tokens.indexOf(around) - 1];
  const after = tokens[tokens.indexOf(around) + 1];
  return inPlace(hole, before, after);
}

const NAMED_AFTER = new Set(
  (
    'from join into update table only as index column schema function view type trigger policy role database exists ' +
    'constraint references sequence extension add rename . by select distinct returning truncate with to'
  ).split(' '),
);
const VALUE_AFTER = new Set(
  (
    'where and or not in like ilike between limit offset then else when on having any all case values set is if case ' +
    'interval similar using = < > + - * / % | , ( [ : ~ ! @ &'
  ).split(' '),
);

/** A query in parentheses, all that VALUES or SET take, a clause that is left out. */
function inPlace(hole: number, before: Token | undefined, after: Token | undefined): readonly string[] {
  const [name, value] = [holeName(hole), holeParameter(hole)];
  const [row, assignment] = [`(${value})`, `${name} = ${value}`];
  const word = before && before.kind !== 'string' && before.kind !== 'quoted' ? before.value : undefined;
  if (word === undefined || (!NAMED_AFTER.has(word) && !VALUE_AFTER.has(word)))
    return ['', value, name, '=', 'DEFAULT VALUES', row, 'SELECT'];
  if (word === 'values') return [row, value, ''];
  if (word === 'in') return after?.value === '(' ? [''] : [row, value];
  if (word === 'set') return after?.value === '=' ? [name] : [assignment, name, ''];
  const isName = NAMED_AFTER.has(word) || after?.value === '.' || after?.value === '(';
  return isName ? [name, value, '', row, 'SELECT'] : [value, name, '', row, assignment, 'SELECT'];
}
