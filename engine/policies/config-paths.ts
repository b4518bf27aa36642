import { kindOfAll } from '../matches/config/document-kind.ts';
import { compileJsonPath } from '../matches/config/jsonpath.ts';
import { schemaOfKind } from '../matches/config/kinds/all.ts';
import { parsePath } from '../matches/config/path.ts';
import { follow, followQuery, type DeadEnd, type Led } from '../matches/config/path-check.ts';
import { around, entries, narrowed, topOf, withAllBelow, type Place } from '../matches/config/path-check-places.ts';
import { partsOf } from '../matches/formula.ts';
import type { Json } from '../model/document.ts';
import type { AnchorValue, Formula } from '../model/formula.ts';
import type { PolicyForm } from '../model/policy.ts';
import type { Compiler } from './compiler.ts';
import { isRelative } from './node-kinds.ts';
import { nearest } from '../model/nearest.ts';
import { child, policyProblem } from './source.ts';

/** Where nodes that are asked about may stand; where nothing is known of that there is no start, and nothing is said. */
interface Start {
  readonly places: readonly Place[];
  readonly kinds: readonly string[];
  /** The policy names the kind itself; otherwise only its globs do, and what is wrong is a warning. */
  readonly isNamed: boolean;
}

/** Reports paths that no document of the kind they speak of can have. */
export function checkConfigPaths(judge: PolicyForm, compiler: Compiler): void {
  for (const { formula } of compiler.matchers) check(formula, undefined, compiler);
  const subject = 'subject' in judge && judge.subject !== undefined ? compiler.matchers[judge.subject] : undefined;
  const found = subject && foundBy(subject.formula);
  if (judge.when) check(judge.when, found, compiler);
  if ('require' in judge) check(judge.require, judge.when ? narrowedBy(found, [judge.when]) : found, compiler);
}

function check(formula: Formula, start: Start | undefined, compiler: Compiler): void {
  if (formula.op === 'anchor') checkAnchor(formula, start, compiler);
  for (const part of partsOf(formula)) check(part, startOf(formula, start), compiler);
}

/** Where the node may stand that the parts of a formula are asked about. */
function startOf(formula: Formula, start: Start | undefined): Start | undefined {
  switch (formula.op) {
    case 'all':
      return foundBy(formula) ?? narrowedBy(start, formula.of);
    case 'any':
      // A definition is made for nodes of several kinds.
      return formula.name === undefined ? start : undefined;
    case 'step':
      return start && stepped(formula.step, start);
    default:
      return formula.op === 'not' ? start : undefined;
  }
}

function stepped(step: string, start: Start): Start | undefined {
  if (step === 'has') return { ...start, places: start.places.flatMap(strictlyBelow) };
  return step === 'inside' ? { ...start, places: start.places.flatMap(around) } : undefined;
}

function strictlyBelow(place: Place): readonly Place[] {
  return entries(place).flatMap(withAllBelow);
}

function checkAnchor(formula: Extract<Formula, { op: 'anchor' }>, around: Start | undefined, compiler: Compiler): void {
  const located = compiler.written.get(formula);
  const start = isRelative(formula) ? around : topFor(formula);
  if (formula.anchor !== 'config' || !located || !start || start.places.length === 0) return;
  for (const { at, led } of ledBy(formula.value, start)) {
    if (!('dead' in led)) continue;
    const problem = policyProblem(child(located, ...at), inWords(led.dead, start), 'value');
    compiler.problems.push(start.isNamed ? problem : { ...problem, level: 'warning' });
  }
}

interface Way {
  readonly at: readonly (string | number)[];
  readonly led: Led;
}

/** Where each of the paths of a matcher leads. */
function ledBy({ path, jsonpath, first }: AnchorValue, { places }: Start): readonly Way[] {
  if (typeof path === 'string') return [{ at: ['path'], led: follow(parsePath(path), places) }];
  if (typeof jsonpath === 'string') return [{ at: ['jsonpath'], led: followQuery(compileJsonPath(jsonpath), places) }];
  if (!Array.isArray(first)) return [];
  return (first as readonly Json[]).flatMap((one, i) =>
    typeof one === 'string' ? [{ at: ['first', i], led: follow(parsePath(one), places) }] : [],
  );
}

function inWords({ name, where, known, is }: DeadEnd, { kinds }: Start): string {
  const documents = `a document of the kind '${kinds.join("' or '")}'`;
  if (is === 'nothing') return `'${name}' leads out of the document.`;
  const there = where === '' || where === '$' ? '' : ` at '${where}'`;
  const near = nearest(name, known);
  if (near !== undefined) return `In ${documents} there can be no '${name}'${there}. Did you mean '${near}'?`;
  const instead =
    known.length > 0
      ? `: there can be ${listed(known)}`
      : `: there is ${is === 'value' ? 'a single value' : `a ${is}`}`;
  return `In ${documents} there can be no '${name}'${there}${instead}.`;
}

const mostListed = 12;

function listed(names: readonly string[]): string {
  const quoted = [...names].sort().map((name) => `'${name}'`);
  return quoted.length > mostListed ? `${quoted.slice(0, mostListed).join(', ')} …` : quoted.join(', ');
}

/** Where the nodes that a matcher finds may stand. */
function foundBy(formula: Formula): Start | undefined {
  if (formula.op === 'anchor') return isRelative(formula) ? undefined : foundByAnchor(formula);
  if (formula.op === 'all') {
    const start = formula.of.map(foundBy).find((found) => found !== undefined);
    return narrowedBy(start, formula.of);
  }
  if (formula.op !== 'any' || formula.of.length === 0) return undefined;
  const starts = formula.of.map(foundBy);
  if (!starts.every((start) => start !== undefined)) return undefined;
  return {
    places: starts.flatMap(({ places }) => places),
    kinds: [...new Set(starts.flatMap(({ kinds }) => kinds))],
    isNamed: starts.every(({ isNamed }) => isNamed),
  };
}

function foundByAnchor(formula: Extract<Formula, { op: 'anchor' }>): Start | undefined {
  const top = topFor(formula);
  if (!top || formula.anchor !== 'config') return top;
  const ways = ledBy(formula.value, top);
  const places = ways.flatMap(({ led }) => ('places' in led ? led.places : []));
  return { ...top, places: ways.length === 0 ? top.places : places };
}

/** The top of the documents that a matcher speaks of; of a file the paths start there too. */
function topFor({ anchor, value }: Extract<Formula, { op: 'anchor' }>): Start | undefined {
  const globs = [value[anchor] ?? []].flat() as readonly Json[];
  if ((anchor !== 'config' && anchor !== 'file') || !globs.every((glob) => typeof glob === 'string')) return undefined;
  const named = value['document-kind'];
  const kind = typeof named === 'string' ? named : kindOfAll(globs);
  const schema = kind === undefined ? undefined : schemaOfKind(kind);
  return kind !== undefined && schema
    ? { places: [topOf(schema)], kinds: [kind], isNamed: named !== undefined }
    : undefined;
}

/** `{path: kind, value: Deployment}` about the same node leaves fewer kinds of it. */
function narrowedBy(start: Start | undefined, formulas: readonly Formula[]): Start | undefined {
  if (!start) return undefined;
  let { places } = start;
  for (const formula of formulas) {
    if (formula.op === 'all') places = narrowedBy({ ...start, places }, formula.of)!.places;
    if (formula.op !== 'anchor' || !isRelative(formula)) continue;
    const { path, value } = formula.value;
    const values = valuesOf(value);
    const [segment, ...more] = typeof path === 'string' && !path.startsWith('^') ? parsePath(path).segments : [];
    if (segment?.kind !== 'key' || more.length > 0 || !values) continue;
    places = places.map((place) => narrowed(place, segment.name, values));
  }
  return { ...start, places };
}

/** The values that `value` allows, where it lists them. */
function valuesOf(value: Json | undefined): readonly Json[] | undefined {
  if (typeof value === 'string' && !value.startsWith('$')) return [value];
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const { const: one, enum: several } = value as { readonly [key: string]: Json };
  if (one !== undefined) return [one];
  return Array.isArray(several) ? (several as readonly Json[]) : undefined;
}
