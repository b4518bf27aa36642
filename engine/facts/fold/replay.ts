import type { ReplayProblem } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import { isPlatformSchema } from './platform.ts';
import { doubtAbout, TEMPORARY, type Qualified, type State } from './state.ts';

/** What a strict run would stop at; the fold goes on as well as it can. */
export function missing(state: State, kind: string, object: Qualified, place: Place): void {
  if (isElsewhere(state, object)) return;
  reject(state, { problem: 'missing', object: `${kind} ${shown(object)}`, message: 'does not exist', place }, object);
}

export function duplicate(state: State, kind: string, object: Qualified, place: Place): void {
  reject(state, { problem: 'duplicate', object: `${kind} ${shown(object)}`, message: 'exists already', place }, object);
}

/** A part of a table: a column, constraint, policy or trigger. */
export function missingPart(state: State, kind: string, table: Qualified, part: string, place: Place): void {
  missing(state, kind, { schema: table.schema, name: `${table.name}.${part}` }, place);
}

export function duplicatePart(state: State, kind: string, table: Qualified, part: string, place: Place): void {
  duplicate(state, kind, { schema: table.schema, name: `${table.name}.${part}` }, place);
}

/** DROP without CASCADE of what others need. */
export function dependent(
  state: State,
  kind: string,
  object: Qualified,
  others: readonly string[],
  place: Place,
): void {
  const message = `cannot be dropped without CASCADE: ${others.join(', ')} ${others.length === 1 ? 'needs' : 'need'} it`;
  reject(state, { problem: 'dependent', object: `${kind} ${shown(object)}`, message, place }, object);
}

function reject(state: State, problem: ReplayProblem, { name }: Qualified): void {
  const message = `A strict run stops here: ${problem.object} ${problem.message}.`;
  const doubt = name
    .split('.')
    .map((part) => doubtAbout(state, part))
    .find(Boolean);
  state.replay.push({ ...problem, message, ...doubt });
}

/** Made by the platform, PostgreSQL itself or an extension: no migration shows it. */
function isElsewhere({ context }: State, { schema }: Qualified): boolean {
  return (
    isPlatformSchema(context, schema) ||
    schema.startsWith('pg_') ||
    schema === 'information_schema' ||
    schema === TEMPORARY
  );
}

function shown({ schema, name }: Qualified): string {
  return schema === '' ? name : `${schema}.${name}`;
}
