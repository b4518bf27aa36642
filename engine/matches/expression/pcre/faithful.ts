import { hasCases } from './case.ts';
import { UntranslatableError, type Pattern } from './ast.ts';
import { canBeEmpty, partsOf, prefersEmpty } from './empty.ts';

/**
 * Where JavaScript's matcher differs from PCRE's although both accept the same syntax: a reference to a group that took
 * no part (fails in PCRE, is empty in JavaScript), groups within loops (JavaScript forgets them in each round), rounds
 * that consume nothing (JavaScript tries the next alternative), lookbehinds (JavaScript walks them backwards).
 */
export function checkFaithful(pattern: Pattern): { readonly forgetful: ReadonlySet<number> } {
  const forgetful = new Set<number>();
  visit(pattern, new Set(), { forgetful, groups: new Map(), looped: new Set(), isLooped: false, isBehind: false });
  return { forgetful };
}

interface Context {
  /** Groups whose value after the match may be another one than PCRE's. */
  readonly forgetful: Set<number>;
  readonly groups: Map<number, Pattern>;
  /** Groups within a loop. */
  readonly looped: Set<number>;
  readonly isLooped: boolean;
  readonly isBehind: boolean;
}

type Numbers = ReadonlySet<number>;

/** The groups that are certain to have matched when the pattern has, given those before it. */
function visit(pattern: Pattern, before: Numbers, context: Context): Numbers {
  switch (pattern.op) {
    case 'set':
    case 'anchor':
      return before;
    case 'sequence':
      return pattern.of.reduce((certain, part) => visit(part, certain, context), before);
    case 'choice': {
      const branches = pattern.of.map((branch) => visit(branch, before, context));
      return new Set([...branches[0]!].filter((number) => branches.every((branch) => branch.has(number))));
    }
    case 'group': {
      context.groups.set(pattern.number, pattern.of);
      if (context.isLooped) context.looped.add(pattern.number);
      return new Set([...visit(pattern.of, before, context), pattern.number]);
    }
    case 'atomic':
      refuseBehind(context, 'An atomic group', pattern.offset);
      return visit(pattern.of, before, context);
    case 'look':
      return visitLook(pattern, before, context);
    case 'reference':
      checkReference(pattern, before, context);
      return before;
    case 'repeat':
      return visitRepeat(pattern, before, context);
  }
}

function visitRepeat(pattern: Extract<Pattern, { op: 'repeat' }>, before: Numbers, context: Context): Numbers {
  if (pattern.mode === 'possessive') refuseBehind(context, 'A possessive quantifier', pattern.offset);
  const after = visit(pattern.of, before, { ...context, isLooped: context.isLooped || pattern.max > 1 });
  if (pattern.max > 1) {
    const mayBeEmpty = pattern.max > pattern.min && canBeEmpty(pattern.of);
    if (mayBeEmpty && prefersEmpty(pattern.of)) {
      fail('A loop prefers rounds that consume nothing; JavaScript takes such rounds another way.', pattern.offset);
    }
    for (const number of groupsIn(pattern.of)) if (mayBeEmpty || !after.has(number)) context.forgetful.add(number);
  }
  return pattern.min === 0 ? before : after;
}

function visitLook(pattern: Extract<Pattern, { op: 'look' }>, before: Numbers, context: Context): Numbers {
  if (pattern.behind && groupsIn(pattern.of).length > 0 && !hasFixedWidth(pattern.of)) {
    fail('A group in a lookbehind of no fixed length may match elsewhere in JavaScript.', pattern.offset);
  }
  const after = visit(pattern.of, before, { ...context, isBehind: context.isBehind || pattern.behind });
  return pattern.negative ? before : after;
}

function checkReference(
  { number, isOpen, ignoresCase, offset }: Extract<Pattern, { op: 'reference' }>,
  certain: Numbers,
  context: Context,
): void {
  refuseBehind(context, 'A back reference', offset);
  // The text of a group is known when it ends: PCRE fails here, unless the group has had a round before.
  if (isOpen && !context.looped.has(number)) return;
  if (!certain.has(number) || context.forgetful.has(number)) {
    fail(
      `The group ${number} may not have taken part, and then JavaScript takes the reference to it for the empty text.`,
      offset,
    );
  }
  if (ignoresCase && !isCaseless(context.groups.get(number)!)) {
    fail('A back reference that ignores case has no counterpart in JavaScript.', offset);
  }
}

/** Whether nothing in it can match a letter that has another case. */
function isCaseless(pattern: Pattern): boolean {
  if (pattern.op !== 'set') return pattern.op !== 'reference' && partsOf(pattern).every(isCaseless);
  return !pattern.set.negative && pattern.set.properties.length === 0 && !hasCases(pattern.set.ranges);
}

function hasFixedWidth(pattern: Pattern): boolean {
  if (pattern.op === 'repeat') return pattern.min === pattern.max && hasFixedWidth(pattern.of);
  if (pattern.op === 'choice') return false;
  return partsOf(pattern).every(hasFixedWidth);
}

function groupsIn(pattern: Pattern): readonly number[] {
  const inner = partsOf(pattern).flatMap(groupsIn);
  return pattern.op === 'group' ? [pattern.number, ...inner] : inner;
}

function refuseBehind({ isBehind }: Context, what: string, offset: number): void {
  if (isBehind) fail(`${what} in a lookbehind has no counterpart in JavaScript.`, offset);
}

function fail(message: string, offset: number): never {
  throw new UntranslatableError(message, offset);
}
