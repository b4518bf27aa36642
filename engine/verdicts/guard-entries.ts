import { ENTRY, type Clauses } from '../model/clauses.ts';
import type { Callee } from '../model/result.ts';
import type { SiteRef, UnitRef } from './call-graph.ts';
import { bothAnswers, eitherAnswer, type Answer } from './fixpoint.ts';
import { clausesHold, notStatic, type Scope, type Solving } from './guard-clauses.ts';

const START: Clauses = [[ENTRY]];

/** Whether whoever runs a unit has let pass: certain only if all do, and somebody does. */
export function entryHolds(at: UnitRef, scope: Scope | undefined, solving: Solving): Answer {
  const { graph } = solving;
  const { kind, isOutside, isMember, name } = graph.unit(at);
  if (kind !== 'function' || isOutside) return false;
  const sites = graph.sitesOf(at).filter((ref) => !scope || scope.has(ref));
  const named = isMember && name !== undefined && !scope ? graph.sitesNamed(name) : [];
  const doubt = named.length > 0 && [notStatic(`Whether calls of '${name}' mean this function cannot be told.`)];
  if (sites.length === 0) return doubt;
  if (!scope && !graph.isReached(at)) return false;
  const used = sites.filter((ref) => !isDeclaration(ref, solving));
  const all = (refs: readonly SiteRef[]): Answer =>
    refs.map((ref) => siteHolds(ref, scope, solving)).reduce(bothAnswers, true);
  const certain = all(used.length > 0 ? used : sites);
  return !doubt || certain === false || all(named) === true ? certain : bothAnswers(certain, doubt);
}

/** A member of an object that the module makes: known by the calls of it. */
function isDeclaration({ path, site }: SiteRef, { graph }: Solving): boolean {
  return site.how === 'kept' && graph.unit({ path, unit: site.unit }).kind === 'module';
}

export function siteHolds(ref: SiteRef, scope: Scope | undefined, solving: Solving): Answer {
  const { path, site } = ref;
  const here = placeHolds(ref, () => solving.entry({ path, unit: site.unit }, scope), solving);
  switch (site.how) {
    case 'call':
      return here;
    case 'kept':
      return bothAnswers(here, [notStatic(`Who runs '${nameOf(ref, solving)}' cannot be told: it is kept for later.`)]);
    case 'registered':
      return (site.behind ?? []).map((callee) => middlewareHolds(path, callee, solving)).reduce(eitherAnswer, here);
    case 'passed':
      return here === true || !site.receiver ? here : eitherAnswer(here, receiverHolds(path, site.receiver, solving));
  }
}

function placeHolds({ path, index, site }: SiteRef, entry: () => Answer, solving: Solving): Answer {
  const clauses = solving.fact(path)?.sites[index] ?? START;
  return clausesHold({ path, unit: site.unit }, clauses, entry, solving);
}

/** What is handed to a function of the workspace runs where that function calls its parameter. */
function receiverHolds(
  path: string,
  { callee, index }: NonNullable<SiteRef['site']['receiver']>,
  solving: Solving,
): Answer {
  const target = solving.graph.resolve(path, callee);
  if (target.kind === 'missing') return [target.cause];
  if (target.kind !== 'unit') return false;
  return parameterHolds(target.at, solving.graph.sitesOfParameter(target.at, index), solving);
}

/** Where a function calls its parameter; without any call it may do so elsewhere. */
function parameterHolds(at: UnitRef, sites: readonly SiteRef[], solving: Solving): Answer {
  if (sites.length > 0) return sites.map((ref) => placeHolds(ref, () => false, solving)).reduce(bothAnswers, true);
  const name = solving.graph.unit(at).name ?? 'the function';
  return [notStatic(`What '${name}' does with the function that it is given cannot be told.`)];
}

/** `(req, res, next)` or `(context, next)`: what is behind runs where `next` is called, though not of an error: `next(e)`. */
function middlewareHolds(path: string, callee: Callee, solving: Solving): Answer {
  const target = solving.graph.resolve(path, callee);
  if (target.kind === 'missing') return [target.cause];
  if (target.kind !== 'unit' || !solving.fact(target.at.path)?.returns[target.at.unit]) return false;
  const calls = [2, 1].map((index) => solving.graph.sitesOfParameter(target.at, index)).find((all) => all.length > 0);
  return parameterHolds(
    target.at,
    (calls ?? []).filter(({ site }) => site.arguments === 0),
    solving,
  );
}

function nameOf({ path, site }: SiteRef, { graph }: Solving): string {
  const target = graph.resolve(path, site.callee);
  return (target.kind === 'unit' ? graph.unit(target.at).name : undefined) ?? 'this function';
}
