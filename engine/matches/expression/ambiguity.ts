import type { Expression } from './parse.ts';

/**
 * Whether a backtracking search could take exponential time: whether in some loop the next character leaves more than
 * one way to go on, as in `(a+)+` or `(a|a)*`. Conservative: it also rejects loops that only look so. Sequences of
 * loops without nesting are at worst polynomial and pass.
 */
export function isExplosive(expression: Expression, flags: string): boolean {
  return loopsOf(expression).some((loop) => !isDeterministic(loop, overlapsWith(flags)));
}

/** Three rounds cannot explode. */
const roundsOfLoop = 4;

type Repeat = Extract<Expression, { op: 'repeat' }>;

function loopsOf(expression: Expression): readonly Repeat[] {
  const inner = partsOf(expression).flatMap(loopsOf);
  const isLoop = expression.op === 'repeat' && expression.max >= roundsOfLoop && expression.of.op !== 'character';
  return isLoop ? [expression, ...inner] : inner;
}

/** One character of the pattern, at its place. */
interface Position {
  readonly source: string;
}

interface Shape {
  readonly canBeEmpty: boolean;
  readonly first: readonly Position[];
  readonly last: readonly Position[];
}

/** Glushkov's construction; a step that can be taken in two ways is kept twice, for a backtracking search tries both. */
function isDeterministic(loop: Repeat, overlap: Overlap): boolean {
  if (hasReference(loop)) return false;
  const next = new Map<Position, Position[]>();
  const { first } = shapeOf({ ...loop, max: Infinity }, next);
  return [first, ...next.values()].every((choices) => isDisjoint(choices, overlap));
}

function shapeOf(expression: Expression, next: Map<Position, Position[]>): Shape {
  switch (expression.op) {
    case 'character':
      return { canBeEmpty: false, first: [expression], last: [expression] };
    case 'assertion':
    case 'reference':
      return empty;
    case 'choice': {
      const shapes = expression.of.map((part) => shapeOf(part, next));
      return {
        canBeEmpty: shapes.some((shape) => shape.canBeEmpty),
        first: shapes.flatMap((shape) => shape.first),
        last: shapes.flatMap((shape) => shape.last),
      };
    }
    case 'sequence':
      return expression.of
        .map((part) => shapeOf(part, next))
        .reduce((before, after) => concatenate(before, after, next), empty);
    case 'repeat':
      return repeat(expression, next);
  }
}

const empty: Shape = { canBeEmpty: true, first: [], last: [] };

function concatenate(before: Shape, after: Shape, next: Map<Position, Position[]>): Shape {
  connect(before.last, after.first, next);
  return {
    canBeEmpty: before.canBeEmpty && after.canBeEmpty,
    first: before.canBeEmpty ? [...before.first, ...after.first] : before.first,
    last: after.canBeEmpty ? [...before.last, ...after.last] : after.last,
  };
}

function repeat({ of, min, max }: Repeat, next: Map<Position, Position[]>): Shape {
  const shape = shapeOf(of, next);
  const isFixed = min === max && of.op === 'character';
  if (max > 1 && !isFixed) connect(shape.last, shape.first, next);
  return { ...shape, canBeEmpty: min === 0 || shape.canBeEmpty };
}

function connect(from: readonly Position[], to: readonly Position[], next: Map<Position, Position[]>): void {
  for (const position of from) next.set(position, [...(next.get(position) ?? []), ...to]);
}

function hasReference(expression: Expression): boolean {
  return expression.op === 'reference' || partsOf(expression).some(hasReference);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.op) {
    case 'sequence':
    case 'choice':
      return expression.of;
    case 'repeat':
      return [expression.of];
    case 'assertion':
      return expression.of ? [expression.of] : [];
    default:
      return [];
  }
}

type Overlap = (a: Position, b: Position) => boolean;

function isDisjoint(choices: readonly Position[], overlap: Overlap): boolean {
  return choices.every((a, i) => choices.slice(i + 1).every((b) => !overlap(a, b)));
}

const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));

/** Two characters of a pattern overlap if some UTF-16 unit fits both. */
function overlapsWith(flags: string): Overlap {
  const members = new Map<string, readonly string[]>();
  const expressions = new Map<string, RegExp>();
  const expressionOf = (source: string): RegExp =>
    remember(expressions, source, () => new RegExp(`^${source}$`, flags));
  const membersOf = (source: string): readonly string[] =>
    remember(members, source, () => units.filter((unit) => expressionOf(source).test(unit)));
  return (a, b) => a.source === b.source || membersOf(a.source).some((unit) => expressionOf(b.source).test(unit));
}

function remember<T>(known: Map<string, T>, key: string, compute: () => T): T {
  const found = known.get(key) ?? compute();
  known.set(key, found);
  return found;
}
