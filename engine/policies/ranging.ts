import { anchorNamed } from '../matches/all.ts';
import { partsOf } from '../matches/formula.ts';
import type { Formula } from '../model/formula.ts';
import { report, type Compiler } from './compiler.ts';
import type { Located } from './source.ts';

type Station = 'map' | 'reduce';

/** Which station's nodes a formula ranges over; nothing if it has no anchor, `mixed` if its alternatives disagree. */
export function rangesOver(formula: Formula): Station | 'mixed' | undefined {
  if (formula.op === 'anchor') return anchorNamed(formula.anchor).station;
  if (formula.op === 'taint') return 'map';
  if (formula.op === 'all') return formula.of.map(rangesOver).find((station) => station !== undefined);
  if (formula.op !== 'any') return undefined;
  const stations = new Set(formula.of.map(rangesOver));
  return stations.size === 1 ? [...stations][0] : stations.has(undefined) ? undefined : 'mixed';
}

/** Decides where a ranging matcher is solved, and reports what could not be solved there. */
export function checkRanging(formula: Formula, located: Located, compiler: Compiler): Station {
  const station = rangesOver(formula);
  if (station === undefined) {
    report(
      located,
      "This matcher needs an anchor that says which nodes it speaks of: 'code', 'schema', 'config', 'file' …",
      compiler,
    );
  } else if (station === 'mixed') {
    report(
      located,
      'The alternatives of a matcher must all speak of documents, or all of the schema. Write two policies.',
      compiler,
    );
  }
  const decided = station === 'reduce' ? 'reduce' : 'map';
  checkStation(formula, decided, compiler);
  return decided;
}

/** Reports matchers about a node that does not exist at this station. */
export function checkStation(formula: Formula, station: Station, compiler: Compiler): void {
  const located = compiler.written.get(formula);
  const say = (message: string): void => {
    if (located) report(located, message, compiler);
  };
  if (formula.op === 'anchor' && station === 'reduce' && anchorNamed(formula.anchor).station === 'map') {
    say(
      `'${formula.anchor}' cannot be asked about an object of the schema. Ask the workspace: 'exists: {${formula.anchor}: …}'.`,
    );
  }
  if (formula.op === 'anchor' && station === 'map' && formula.anchor === 'schema') {
    say("'schema' cannot be asked about a node of a document. Ask the workspace: 'exists: {schema: …}'.");
  }
  if (station === 'reduce' && (formula.op === 'nullable' || formula.op === 'existed-before'))
    say(`'${formula.op}' is asked about SQL in a document, not about an object of the schema.`);
  if (station === 'reduce' && formula.op === 'guarded')
    say('Paths lead through code: this cannot be asked about an object of the schema.');
  if (station === 'reduce' && (formula.op === 'step' || formula.op === 'files' || formula.op === 'focus')) {
    say(`'${formula.op === 'step' ? formula.step : formula.op}' cannot be asked about an object of the schema.`);
  }
  for (const part of partsOf(formula)) checkStation(part, station, compiler);
}
