import type { AnchorValue, Formula } from '../model/formula.ts';
import type { Family, ReadStatus } from '../model/document.ts';
import { anchorNamed } from './all.ts';
import { partsOf } from './formula.ts';
import { compileGlob, type Glob } from './glob.ts';
import type { PreparedAnchor, PreparedReduceAnchor } from './matcher.ts';

type AnchorFormula = Extract<Formula, { op: 'anchor' }>;
type FilesFormula = Extract<Formula, { op: 'files' }>;

const mapAnchors = new WeakMap<AnchorValue, PreparedAnchor>();
const reduceAnchors = new WeakMap<AnchorValue, PreparedReduceAnchor>();
const globLists = new WeakMap<
  FilesFormula,
  { readonly include?: readonly Glob[]; readonly exclude: readonly Glob[] }
>();

/** The anchor compiled to closures, once per formula; nothing if only the reduce can decide it. */
export function preparedAnchor({ anchor, value }: AnchorFormula): PreparedAnchor | undefined {
  const entry = anchorNamed(anchor);
  if (entry.station !== 'map') return undefined;
  let prepared = mapAnchors.get(value);
  if (!prepared) mapAnchors.set(value, (prepared = entry.prepare(value)));
  return prepared;
}

/** The same for an anchor of the reduce. */
export function preparedReduceAnchor({ anchor, value }: AnchorFormula): PreparedReduceAnchor | undefined {
  const entry = anchorNamed(anchor);
  if (entry.station !== 'reduce') return undefined;
  let prepared = reduceAnchors.get(value);
  if (!prepared) reduceAnchors.set(value, (prepared = entry.prepare(value)));
  return prepared;
}

/** What the path captures if it fits a `files`/`exclude` pair; nothing if it does not fit. */
export function fitsFiles(formula: FilesFormula, path: string): readonly Readonly<Record<string, string>>[] {
  const globs = compiledGlobs(formula);
  if (globs.exclude.some((glob) => glob.match(path))) return [];
  if (!globs.include) return [{}];
  return globs.include.map((glob) => glob.match(path)).filter((found) => found !== undefined);
}

function compiledGlobs(formula: FilesFormula): {
  readonly include?: readonly Glob[];
  readonly exclude: readonly Glob[];
} {
  let globs = globLists.get(formula);
  if (!globs) {
    const exclude = (formula.exclude ?? []).map(compileGlob);
    globs = formula.include ? { include: formula.include.map(compileGlob), exclude } : { exclude };
    globLists.set(formula, globs);
  }
  return globs;
}

/** Whether a match of this formula could stand in such a file: an unread file for which this is true was not examined. */
export function speaksOf(formula: Formula, path: string, family: Family | undefined): boolean {
  switch (formula.op) {
    case 'anchor':
      return (preparedAnchor(formula) ?? preparedReduceAnchor(formula))?.speaksOf(path, family) ?? false;
    case 'files':
      return fitsFiles(formula, path).length > 0;
    case 'all':
      return formula.of.every((part) => !narrows(part) || speaksOf(part, path, family));
    case 'any':
      return formula.of.some((part) => !narrows(part) || speaksOf(part, path, family));
    case 'taint':
      return speaksOf(formula.sinks, path, family);
    default:
      return false;
  }
}

/** Whether a document of this status was read well enough for the formula to find its nodes. */
export function isReadFor(formula: Formula, status: ReadStatus, isSchemaRead = false): boolean {
  if (status === 'parsed') return true;
  const needs = needsOf(formula);
  if (needs === 'schema') return isSchemaRead || status === 'skipped';
  return needs === 'path' || (needs === 'text' && status !== 'unread') || status === 'skipped';
}

type Needs = NonNullable<PreparedAnchor['needs']>;

/** What the anchor that finds the nodes needs of a document. */
function needsOf(formula: Formula): Needs {
  if (formula.op === 'anchor') {
    const entry = anchorNamed(formula.anchor);
    if (entry.station === 'reduce') return entry.name === 'schema' ? 'schema' : 'tree';
    return preparedAnchor(formula)?.needs ?? entry.needs ?? 'tree';
  }
  if (formula.op === 'any') return weakest(formula.of.map(needsOf));
  const ranging =
    formula.op === 'all'
      ? formula.of.find((part) => part.op === 'anchor' || part.op === 'all' || part.op === 'any')
      : undefined;
  return ranging ? needsOf(ranging) : 'tree';
}

function weakest(needs: readonly Needs[]): Needs {
  return (['tree', 'schema', 'text'] as const).find((one) => needs.includes(one)) ?? 'path';
}

/** Whether this part of an `all` says in which files the node can stand. */
function narrows(formula: Formula): boolean {
  if (formula.op === 'all' || formula.op === 'any') return partsOf(formula).some(narrows);
  return formula.op === 'anchor' || formula.op === 'files' || formula.op === 'taint';
}
