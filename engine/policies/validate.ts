import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../matches/matcher.ts';
import type { Json } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import { presentError, type RawError } from './schema-error.ts';
import type { Located, Path } from './source.ts';
import type { SourceKind } from './yaml-source.ts';

/** What is validated: the schema, what the data as a whole is called in messages, and the kind of its problems. */
export interface Expectation {
  readonly schema: JsonSchema;
  /** E.g. `A policy`. */
  readonly noun: string;
  readonly kind?: SourceKind;
}

// Without inlining and optimising, schemas compile in a third of the time; the files they read are small.
const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: false,
  logger: false,
  inlineRefs: false,
  code: { optimize: false },
});
ajv.addFormat('regex', { type: 'string', validate: isRegularExpression });

/** Compiling a schema is dear; they are few and live as long as the process. */
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** Errors of the data against the schema: one for each place, in the order of the text. */
export function validate(located: Located, { schema, noun, kind = 'policy' }: Expectation): readonly Problem[] {
  const { data, origin, path } = located;
  const id = policyIdOf(data);
  const problems = errorsOf(schema, data).map((raw): Problem => {
    const { path: inner, at, message } = presentError(raw, noun);
    const region = origin.locate([...path, ...inner], at);
    return {
      kind,
      level: 'error',
      message,
      path: origin.path,
      ...(region && { region }),
      ...(kind === 'policy' && path.length === 0 && id !== undefined && { policy: id }),
    };
  });
  return problems.sort((a, b) => (a.region?.start ?? 0) - (b.region?.start ?? 0));
}

function policyIdOf(data: Json): string | undefined {
  const id = data !== null && typeof data === 'object' && 'id' in data ? data['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** Makes `id#/$defs/name` known to other schemas. */
export function registerSchema(id: string, schema: JsonSchema): void {
  ajv.addSchema(schema, id);
}

/** Throws what is wrong with the schema itself. */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  let check = compiled.get(schema);
  if (!check) compiled.set(schema, (check = ajv.compile(schema)));
  return check;
}

export function errorsOf(schema: JsonSchema, data: Json): readonly RawError[] {
  const check = compileSchema(schema);
  if (check(data)) return [];
  return onePerPlace(
    withoutBranches(check.errors ?? []).map((error) => ({ error, path: pathOf(error.instancePath, data) })),
  );
}

/** `if` only repeats what its branch said. Of the branches of `anyOf` the one counts whose error lies deepest. */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const told = errors.filter(({ keyword }) => keyword !== 'if' && keyword !== 'propertyNames');
  return told.reduce<readonly ErrorObject[]>(
    (kept, error) => (isChoice(error) ? chosen(kept, error) : [...kept, error]),
    [],
  );
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'anyOf' || keyword === 'oneOf';
}

function chosen(before: readonly ErrorObject[], choice: ErrorObject): readonly ErrorObject[] {
  const isBranch = ({ instancePath }: ErrorObject): boolean =>
    instancePath === choice.instancePath || instancePath.startsWith(`${choice.instancePath}/`);
  const branches = before.filter(isBranch);
  const deepest = Math.max(...branches.map(({ instancePath }) => instancePath.length), choice.instancePath.length);
  const best = branches.filter(({ instancePath }) => instancePath.length === deepest);
  const others = before.filter((error) => !isBranch(error));
  return [...others, ...(best.every(({ keyword }) => keyword === 'type') ? oneType(best) : best)];
}

/** Several branches that each wanted another type, said in one. */
function oneType(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const [first] = errors;
  if (!first || errors.length === 1) return errors;
  const types = [...new Set(errors.flatMap(({ params }) => params.type as string | string[]))];
  return [{ ...first, params: { type: types }, parentSchema: {} }];
}

function onePerPlace(errors: readonly RawError[]): readonly RawError[] {
  const seen = new Set<string>();
  return errors.filter(({ error }) => {
    const { additionalProperty, missingProperty } = error.params as Record<string, string | undefined>;
    const place = JSON.stringify([error.instancePath, additionalProperty, missingProperty]);
    return !seen.has(place) && seen.add(place);
  });
}

/** A JSON pointer as a path; the data says whether a step is a key or an index. */
function pathOf(pointer: string, data: Json): Path {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  const path: (string | number)[] = [];
  let at: unknown = data;
  for (const step of steps) {
    path.push(Array.isArray(at) ? Number(step) : step);
    at = (at as Record<string, unknown> | null | undefined)?.[step];
  }
  return path;
}

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
