import type { RangeFormula } from '../../model/range-formula.ts';
import { inside, intersect, subtract, unique, type CodeRange } from './code-range.ts';
import { focused, type Focus } from './focus.ts';
import { compileLeaf, type Leaf } from './leaf.ts';
import { PatternError } from './pattern-error.ts';
import type { RangeMatcher, Scene } from './range-matcher.ts';
import { compileRegexLeaf } from './regex-leaf.ts';
import { report, type Path, type RangeTest, type RuleCompiler } from './rule-compiler.ts';

type All = Extract<RangeFormula, { kind: 'all' }>;

/** Compiles a formula to closures (code-patterns.md, section 7); what is wrong with it is reported, and it then finds nothing. */
export function compileFormula(formula: RangeFormula, at: Path, compiler: RuleCompiler): RangeMatcher {
  switch (formula.kind) {
    case 'pattern':
    case 'regex':
      return leafMatcher(formula, at, compiler);
    case 'inside':
      return ofKind('inside', compiler.formula(formula.of, [...at, 'of'], { ...compiler, isFrame: true }));
    case 'anywhere':
      return ofKind('anywhere', compiler.formula(formula.of, [...at, 'of'], compiler));
    case 'not':
      report('A negation has no meaning here: there is nothing that it could be taken away from.', at, compiler);
      return nothing;
    case 'any': {
      const of = formula.of.map((part, i) => compiler.formula(part, [...at, 'of', i], compiler));
      return narrowed(anyOf(of), formula, at, compiler);
    }
    case 'all':
      return narrowed(allOf(formula, at, compiler), formula, at, compiler);
  }
}

const nothing: RangeMatcher = { binds: [], width: 0, mayHold: () => false, find: () => [] };

function leafMatcher(
  formula: Extract<RangeFormula, { kind: 'pattern' | 'regex' }>,
  at: Path,
  compiler: RuleCompiler,
): RangeMatcher {
  const isRegex = formula.kind === 'regex';
  let leaf: Leaf;
  try {
    leaf = isRegex
      ? compileRegexLeaf(formula.regex)
      : compileLeaf(formula.pattern, compiler.language, compiler.options);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    report(error.message, [...at, formula.kind], compiler);
    return nothing;
  }
  const kind = isRegex ? 'regex' : 'plain';
  return {
    binds: leaf.metavariables,
    width: leaf.width,
    mayHold: leaf.mayMatch,
    find: ({ view, given, extent, whole }) => {
      const quest = { given, ...(extent && { extent }), longest: compiler.isFrame, isNested: whole !== undefined };
      const found = leaf.find(view, quest);
      return found.map(({ range, bindings }) => ({ range, bindings, kind }));
    },
  };
}

function ofKind(kind: CodeRange['kind'], inner: RangeMatcher): RangeMatcher {
  return { ...inner, find: (scene) => inner.find(scene).map((range) => ({ ...range, kind })) };
}

function anyOf(of: readonly RangeMatcher[]): RangeMatcher {
  return {
    binds: of[0]?.binds.filter((name) => of.every(({ binds }) => binds.includes(name))) ?? [],
    width: of.reduce((sum, { width }) => sum + width, 0),
    mayHold: (view) => of.some((part) => part.mayHold(view)),
    find: (scene) => unique(of.flatMap((part) => (part.mayHold(scene.view) ? part.find(scene) : []))),
  };
}

function allOf(formula: All, at: Path, compiler: RuleCompiler): RangeMatcher {
  const { positives, negatives, selector } = parted(formula, at, compiler);
  if (positives.length === 0 && !compiler.isNested) {
    report('A formula needs a pattern that is neither negated nor a lone condition.', at, compiler);
    return nothing;
  }
  const bySelectivity = [...positives].sort((a, b) => a.width - b.width);
  return {
    binds: [...new Set([...positives.flatMap(({ binds }) => binds), ...(selector?.binds ?? [])])],
    width: bySelectivity[0]?.width ?? 0,
    mayHold: (view) => [...positives, ...(selector ? [selector] : [])].every((part) => part.mayHold(view)),
    find: (scene) => {
      const found = new Map<RangeMatcher, readonly CodeRange[]>();
      for (const positive of bySelectivity) {
        const ranges = positive.find(scene);
        if (ranges.length === 0) return [];
        found.set(positive, ranges);
      }
      let ranges = conjunction(
        positives.map((positive) => found.get(positive)!),
        scene,
      );
      if (selector) ranges = selected(selector, ranges, scene);
      for (const negative of negatives) {
        if (ranges.length === 0) return [];
        if (negative.mayHold(scene.view)) ranges = subtract(ranges, negative.find(scene), scene);
      }
      return ranges;
    },
  };
}

interface Parts {
  readonly positives: readonly RangeMatcher[];
  readonly negatives: readonly RangeMatcher[];
  /** A lone metavariable: it chooses from what the others have found. */
  readonly selector?: RangeMatcher;
}

function parted({ of }: All, at: Path, compiler: RuleCompiler): Parts {
  const parts = of.map((part, i) => ({ part, at: [...at, 'of', i] }));
  const positive = parts.filter(({ part }) => part.kind !== 'not');
  const [choice] = positive.flatMap(({ part }) => (part.kind === 'pattern' && isLone(part.pattern) ? [part] : []));
  const isChoice = ({ part }: { part: RangeFormula }): boolean =>
    part.kind === 'pattern' && choice !== undefined && part.pattern.trim() === choice.pattern.trim();
  const others = positive.filter((one) => !isChoice(one));
  const compile = ({ part, at: place }: (typeof parts)[number]): RangeMatcher =>
    compiler.formula(part, place, compiler);
  const hasSelector = others.length > 0 && others.length < positive.length;
  return {
    positives: (hasSelector ? others : positive).map(compile),
    negatives: parts.flatMap(({ part, at: place }) =>
      part.kind === 'not' ? [compiler.formula(part.of, [...place, 'of'], compiler)] : [],
    ),
    ...(hasSelector && { selector: compile(positive.find(isChoice)!) }),
  };
}

function isLone(pattern: string): boolean {
  return /^\s*\$[A-Z_][A-Z_0-9]*\s*$/.test(pattern);
}

/** What only frames comes last, whatever was written first. Without a positive, all of the code that is looked at. */
function conjunction(lists: readonly (readonly CodeRange[])[], scene: Scene): readonly CodeRange[] {
  const isFrame = ([first]: readonly CodeRange[]): boolean => first?.kind === 'inside';
  const ordered = [...lists.filter((list) => !isFrame(list)), ...lists.filter(isFrame)];
  const [first, ...others] = ordered;
  if (first) return others.reduce((found, list) => intersect(found, list, scene), first);
  return scene.whole ? [{ range: scene.whole, bindings: scene.given, kind: 'plain' }] : [];
}

function selected(selector: RangeMatcher, ranges: readonly CodeRange[], scene: Scene): readonly CodeRange[] {
  if (ranges.length === 0) return [];
  return intersect(ranges, inside(selector.find(scene), ranges, scene), scene);
}

/** What conditions leave of the ranges, and what the focus makes of them. */
function narrowed(
  inner: RangeMatcher,
  { conditions = [], focus = [] }: Extract<RangeFormula, { kind: 'any' | 'all' }>,
  at: Path,
  compiler: RuleCompiler,
): RangeMatcher {
  if (conditions.length === 0 && focus.length === 0) return inner;
  const tests = conditions.map((condition, i) => compiler.condition(condition, [...at, 'conditions', i], compiler));
  return {
    ...inner,
    find: (scene) => {
      const found = tests.reduce((ranges, test) => tested(ranges, test, scene), inner.find(scene));
      return focusedOn(found, focus);
    },
  };
}

function tested(ranges: readonly CodeRange[], test: RangeTest, scene: Scene): readonly CodeRange[] {
  return ranges.flatMap((range) => {
    scene.effort.spend(1);
    return test(range, scene).map((added) => ({ ...range, bindings: { ...added, ...range.bindings } }));
  });
}

function focusedOn(ranges: readonly CodeRange[], focus: Focus): readonly CodeRange[] {
  return focus.length === 0 ? ranges : unique(ranges.flatMap((range) => focused(range, focus)));
}
