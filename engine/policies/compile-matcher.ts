import { anchors } from '../matches/all.ts';
import { allOf, anyOf, TRUE } from '../matches/formula.ts';
import { compileGlob } from '../matches/glob.ts';
import type { Anchor } from '../matches/matcher.ts';
import { isLiteral, nameParts } from '../matches/schema/names.ts';
import { metavariable } from '../matches/schema/matching.ts';
import type { Json } from '../model/document.ts';
import type { AnchorValue, Formula, Step } from '../model/formula.ts';
import { compileTaint } from './compile-taint.ts';
import { compileConstraint, compileWhere } from './compile-where.ts';
import { report, unknownDefinition, written, type Compiler } from './compiler.ts';
import { isAboutHandlers } from './handlers.ts';
import { checkNoSubject, checkStart, checkStep } from './node-kinds.ts';
import { solvable } from './order.ts';
import { checkRanging, rangesOver } from './ranging.ts';
import { child, entries, isMap, items, type Located } from './source.ts';

/** A matcher as written → a formula. What is wrong with it becomes problems; the formula is then not used. */
export function compileMatcher(located: Located, around: Compiler): Formula {
  if (Array.isArray(located.data)) return anyOf(items(located).map((item) => compileMatcher(item, around)));
  const compiler = isAboutHandlers(located, around) ? { ...around, isHandler: true } : around;
  const fields = new Map(entries(located));
  const parts = [
    filesPart(fields, compiler),
    anchorPart(located, fields, compiler),
    taintPart(fields, compiler),
    usePart(fields, compiler),
    ...listPart(fields, 'all', compiler),
    anyPart(fields, compiler),
    ...steps.map((step) => stepPart(fields, step, compiler)),
    guardedPart(fields, compiler),
    existsPart(fields, compiler),
    ...compileWhere(fields.get('where'), compiler),
    existedBeforePart(fields, compiler),
    ...listPart(fields, 'not', compiler).map((of): Formula => ({ op: 'not', of })),
    focusPart(fields),
  ].filter((part) => part !== undefined);
  return written(solvable(allOf(parts), compiler), located, compiler);
}

const steps: readonly Step[] = ['inside', 'has', 'precedes', 'follows'];

type Fields = ReadonlyMap<string, Located>;

function filesPart(fields: Fields, compiler: Compiler): Formula | undefined {
  const include = globList(fields.get('files'), compiler);
  const exclude = globList(fields.get('exclude'), compiler);
  if (!include && !exclude) return undefined;
  return { op: 'files', ...(include && { include }), ...(exclude && { exclude }) };
}

function globList(located: Located | undefined, compiler: Compiler): readonly string[] | undefined {
  return (
    located &&
    items(located)
      .filter((glob) => isGlob(glob, compiler))
      .map(({ data }) => String(data))
  );
}

function isGlob(glob: Located, compiler: Compiler): boolean {
  try {
    compileGlob(String(glob.data));
    return true;
  } catch (error) {
    report(glob, (error as Error).message, compiler);
    return false;
  }
}

const anchorNames = new Set(anchors.map(({ name }) => name));
const attributeOwners = new Map<string, Anchor[]>();
for (const anchor of anchors) {
  for (const name of Object.keys(anchor.attributes ?? {}))
    attributeOwners.set(name, [...(attributeOwners.get(name) ?? []), anchor]);
}

function anchorPart(located: Located, fields: Fields, compiler: Compiler): Formula | undefined {
  const named = [...fields.keys()].filter((key) => anchorNames.has(key));
  const attributes = [...fields.keys()].filter((key) => attributeOwners.has(key) && !anchorNames.has(key));
  if (named.length > 1) {
    const hint = named.includes('file') ? " Use 'files' to restrict the path." : '';
    report(
      fields.get(named[1]!)!,
      `A matcher has one anchor, but '${named.join("' and '")}' stand together.${hint}`,
      compiler,
      'key',
    );
  }
  if (named.length === 0 && attributes.length === 0) return undefined;
  // Without its own key an attribute speaks of a path relative to the subject; `config` is the only anchor that has such.
  const anchor = anchors.find(({ name }) => name === (named[0] ?? 'config'))!;
  const foreign = attributes.filter((name) => !attributeOwners.get(name)!.includes(anchor));
  for (const name of foreign) {
    const owners = attributeOwners
      .get(name)!
      .map((owner) => `'${owner.name}'`)
      .join(' or ');
    report(fields.get(name)!, `'${name}' belongs to ${owners}, not to '${anchor.name}'.`, compiler, 'key');
  }
  const keys = [...named.slice(0, 1), ...attributes.filter((name) => !foreign.includes(name))];
  const valueOf = (key: string): Json => {
    const field = fields.get(key)!;
    return anchor.constraints?.includes(key) && isMap(field.data) ? compileConstraint(field, compiler) : field.data;
  };
  const value = Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as AnchorValue;
  for (const error of anchor.inspect(value).errors) report(child(located, ...error.path), error.message, compiler);
  return written({ op: 'anchor', anchor: anchor.name, value }, located, compiler);
}

function usePart(fields: Fields, compiler: Compiler): Formula | undefined {
  const located = fields.get('use');
  if (!located) return undefined;
  const name = String(located.data);
  if (name === 'subject') return written({ op: 'subject' }, located, compiler);
  if (compiler.expanding.includes(name)) {
    report(located, `The definition '${name}' uses itself: ${[...compiler.expanding, name].join(' → ')}.`, compiler);
    return TRUE;
  }
  const bodies = compiler.definitions.matcher(name);
  if (!bodies) {
    report(located, unknownDefinition(name, compiler), compiler);
    return TRUE;
  }
  const inner = { ...compiler, expanding: [...compiler.expanding, name] };
  return { op: 'any', of: bodies.map((body) => compileMatcher(body, inner)), name };
}

function taintPart(fields: Fields, compiler: Compiler): Formula | undefined {
  const located = fields.get('taint');
  if (!located) return undefined;
  const anchor = [...fields.keys()].find((key) => anchorNames.has(key));
  if (anchor !== undefined)
    report(
      fields.get(anchor)!,
      `A matcher has one anchor, but 'taint' and '${anchor}' stand together.`,
      compiler,
      'key',
    );
  return written(compileTaint(located, ofOtherNode(compiler), compileMatcher), located, compiler);
}

/** `all: [a, b]` holds if each does; `not: [a, b]` if neither does. */
function listPart(fields: Fields, key: 'all' | 'not', compiler: Compiler): readonly Formula[] {
  const located = fields.get(key);
  return located ? items(located).map((item) => compileMatcher(item, compiler)) : [];
}

function anyPart(fields: Fields, compiler: Compiler): Formula | undefined {
  const located = fields.get('any');
  return located && anyOf(items(located).map((item) => compileMatcher(item, compiler)));
}

const stepOptions = ['by', 'immediately', 'reach'];

function stepPart(fields: Fields, step: Step, compiler: Compiler): Formula | undefined {
  const located = fields.get(step);
  if (!located) return undefined;
  const options = new Map(entries(located));
  const by = options.get('by')?.data as 'sibling' | 'order' | 'flow' | undefined;
  if (by === 'flow') return flowPart(located, step, options, compiler);
  const inner = compileMatcher(without(located, stepOptions), ofOtherNode(compiler));
  const immediately = options.get('immediately')?.data === true;
  const reach = options.get('reach')?.data === 'calls' ? { reach: reachedMatcher(inner, compiler) } : {};
  const formula = {
    op: 'step',
    step,
    of: inner,
    ...(by && { by }),
    ...(immediately && { immediately }),
    ...reach,
  } as const;
  if ((step === 'has' || by === 'order') && rangesOver(inner) !== 'map') needsAnchor(located, step, compiler);
  written(formula, located, compiler);
  checkStep(formula, compiler);
  return formula;
}

/** The inner matcher as one that ranges: it finds such nodes in the functions that calls lead to. */
function reachedMatcher(formula: Formula, compiler: Compiler): number {
  checkStart(formula, compiler);
  checkNoSubject(formula, subjectInReach, compiler);
  const { length } = compiler.matchers;
  return compiler.matchers.push({ id: length, formula, station: 'map', inUnits: true }) - 1;
}

const subjectInReach =
  "With 'reach: calls', 'use: subject' cannot speak of the subject: it is another node in other functions.";

/** `precedes` and `follows` on every path. */
function flowPart(located: Located, step: Step, options: Fields, compiler: Compiler): Formula {
  const immediately = options.get('immediately');
  if (immediately?.data === true)
    report(
      immediately,
      "On the paths of a program nothing stands 'immediately' beside anything: 'by: flow' has no such option.",
      compiler,
      'key',
    );
  return guardFormula(located, step, { order: step === 'follows' ? 'before' : 'after', checked: false }, compiler);
}

function guardedPart(fields: Fields, compiler: Compiler): Formula | undefined {
  const located = fields.get('guarded-by');
  if (!located) return undefined;
  const formula = guardFormula(located, 'guarded-by', { order: 'before', checked: true }, compiler);
  const before = new Map(entries(located)).get('before');
  const effects = before ? compileMatcher(before, ofOtherNode(compiler)) : defaultEffects(compiler);
  if (effects && rangesOver(effects) !== 'map') needsAnchor(before ?? located, 'before', compiler);
  const handler = before || compiler.isHandler ? { handler: effects ? { effects } : {} } : {};
  return written({ ...formula, ...handler }, located, compiler);
}

const effectsByDefault = 'sensitive-effect';

/** What has to be guarded in the handler of a route where nothing else is said. */
function defaultEffects(compiler: Compiler): Formula | undefined {
  const bodies = compiler.isHandler ? compiler.definitions.matcher(effectsByDefault) : undefined;
  if (!bodies || compiler.expanding.includes(effectsByDefault)) return undefined;
  const inner = ofOtherNode({ ...compiler, expanding: [...compiler.expanding, effectsByDefault] });
  return { op: 'any', of: bodies.map((body) => compileMatcher(body, inner)), name: effectsByDefault };
}

/** What is asked about another node than the one around it. */
function ofOtherNode(compiler: Compiler): Compiler {
  return { ...compiler, isHandler: false };
}

const guardOptions = ['by', 'immediately', 'before'];

function guardFormula(
  located: Located,
  key: string,
  { order, checked }: { readonly order: 'before' | 'after'; readonly checked: boolean },
  compiler: Compiler,
): Extract<Formula, { op: 'guarded' }> {
  const of = compileMatcher(without(located, guardOptions), ofOtherNode(compiler));
  if (rangesOver(of) !== 'map') needsAnchor(located, key, compiler);
  checkNoSubject(of, subjectInGuard, compiler);
  const guard = compiler.guards.push({ id: compiler.guards.length, formula: of, checked, shared: [] }) - 1;
  return written({ op: 'guarded', guard, of, order }, located, compiler);
}

const subjectInGuard =
  "What must have run on every path is looked for without regard to the subject: 'use: subject' cannot stand there.";

function needsAnchor(located: Located, key: string, compiler: Compiler): void {
  const message = `'${key}' needs an anchor that says which nodes to look at, such as 'code' or 'config'.`;
  report(located, message, compiler, 'key');
}

const existsOptions = ['count', 'distinct', 'other'];

function existsPart(fields: Fields, compiler: Compiler): Formula | undefined {
  const located = fields.get('exists');
  if (!located) return undefined;
  const options = new Map(entries(located));
  const matcher = addMatcher(without(located, existsOptions), compiler);
  const count = options.get('count')?.data as { min?: number; max?: number } | undefined;
  const distinct = options.get('distinct')?.data as string | undefined;
  const other = options.get('other')?.data === true;
  checkCount(options, compiler);
  checkNoSubject(compiler.matchers[matcher]!.formula, subjectInExists, compiler);
  const formula: Formula = {
    op: 'exists',
    matcher,
    ...(count && { count }),
    ...(distinct && { distinct: distinct.slice(1) }),
    ...(other && { other }),
  };
  return written(formula, located, compiler);
}

const subjectInExists =
  "Inside 'exists', 'use: subject' cannot speak of the subject. To ask for a match that is not the subject itself write 'other: true'.";

function checkCount(options: Fields, compiler: Compiler): void {
  const count = options.get('count');
  const distinct = options.get('distinct');
  if (distinct && !count)
    report(distinct, "'distinct' says what 'count' counts; without 'count' it has no meaning.", compiler, 'key');
  const { min = 0, max = Infinity } = (count?.data ?? {}) as { readonly min?: number; readonly max?: number };
  if (count && min > max) report(count, `There cannot be at least ${min} and at most ${max} matches.`, compiler);
}

/** Numbers a matcher that ranges over the workspace. */
export function addMatcher(located: Located, compiler: Compiler): number {
  const formula = compileMatcher(located, ofOtherNode(compiler));
  const station = checkRanging(formula, located, compiler);
  checkStart(formula, compiler);
  return compiler.matchers.push({ id: compiler.matchers.length, formula, station }) - 1;
}

function without(located: Located, keys: readonly string[]): Located {
  const { data } = located;
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return located;
  const kept = Object.entries(data).filter(([key]) => !keys.includes(key));
  return { ...located, data: Object.fromEntries(kept) };
}

function existedBeforePart(fields: Fields, compiler: Compiler): Formula | undefined {
  const located = fields.get('existed-before');
  if (!located) return undefined;
  const named = child(located, 'table');
  const table = nameParts(String(named.data));
  if (table.length > 2 || !table.every((part) => metavariable(part) !== undefined || isLiteral(part)))
    report(
      named,
      "'existed-before' takes the name of one table or view, such as $T, $S.$T or public.orders.",
      compiler,
    );
  return written({ op: 'existed-before', table }, located, compiler);
}

function focusPart(fields: Fields): Formula | undefined {
  const located = fields.get('focus');
  return located && { op: 'focus', name: String(located.data).slice(1) };
}
