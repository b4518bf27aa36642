import type { Range } from '../../model/region.ts';
import { holeName } from './fillings.ts';
import { tokenize, type Token } from './lexer.ts';
import { assemble, isHole, type Piece, type WrittenPiece } from './pieces.ts';

/** Parameters of other kinds than `$1`, which PostgreSQL does not know: `?`, knex's `??` for names, `:id`, `@id`, `$id`. */
function parametersIn(text: string): readonly Range[] {
  const tokens = tokenize(text);
  const found: Range[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const { value, kind, range } = tokens[i]!;
    if (kind !== 'symbol') continue;
    const [next, before] = [tokens[i + 1], tokens[i - 1]];
    const isNext = next?.range[0] === range[1];
    if (value === '?') found.push([range[0], isNext && next.value === '?' ? tokens[++i]!.range[1] : range[1]]);
    else if (/^[:@$]$/.test(value) && isNext && next.kind === 'word' && !isCast(before, range))
      found.push([range[0], tokens[++i]!.range[1]]);
  }
  return found;
}

/** `::text`, `@@`. */
function isCast(before: Token | undefined, [start]: Range): boolean {
  return before !== undefined && before.range[1] === start && /^[:@]$/.test(before.value);
}

/** Whether a text is spelled as MySQL or SQLite have it, so far as `translated` knows. */
export function isForeign(text: string): boolean {
  return text.includes('`') || INSERT.test(text) || parametersIn(text).length > 0;
}

const INSERT = /\b(insert)(\s+(?:or\s+\w+|ignore))(?=\s+into\b)|\breplace(?=\s+into\b)/i;

/** Pieces as PostgreSQL spells them, unit for unit: a hole for each parameter, names in its quotes, INSERT alone. */
export function translated(pieces: readonly Piece[]): readonly Piece[] {
  const { text } = assemble(
    pieces,
    pieces.filter(isHole).map(() => holeName(0)),
  );
  const parameters = parametersIn(text);
  let at = 0;
  return pieces.flatMap((piece): readonly Piece[] => {
    const start = at;
    at += isHole(piece) ? holeName(0).length : piece.text.length;
    if (isHole(piece)) return [piece];
    const own = parameters.filter(([from, to]) => from >= start && to <= at);
    return cut(
      piece,
      own.map(([from, to]) => [from - start, to - start]),
    );
  });
}

function cut(piece: WrittenPiece, parameters: readonly Range[]): readonly Piece[] {
  const parts: Piece[] = [];
  let from = 0;
  for (const [start, end] of parameters) {
    parts.push(slice(piece, from, start));
    parts.push({ range: [piece.starts[start]!, piece.ends[end - 1]!], spliced: false });
    from = end;
  }
  return [...parts, slice(piece, from, piece.text.length)];
}

function slice({ text, starts, ends }: WrittenPiece, from: number, to: number): Piece {
  const spelled = text
    .slice(from, to)
    .replaceAll('`', '"')
    .replace(INSERT, (whole, insert: string | undefined, rest: string | undefined) =>
      insert === undefined ? 'INSERT '.slice(0, whole.length) : insert + ' '.repeat(rest?.length ?? 0),
    );
  return { text: spelled, starts: starts.slice(from, to), ends: ends.slice(from, to) };
}
