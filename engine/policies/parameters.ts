import type { Json } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import type { JsonSchema } from '../matches/matcher.ts';
import { child, entries, isMap, policyProblem, type Located } from './source.ts';
import { compileSchema, validate } from './validate.ts';

/** A parameter with what it is worth now; without a value it must not be used. */
export interface Parameter {
  readonly schema: JsonSchema;
  readonly value?: Json;
}

export type Parameters = ReadonlyMap<string, Parameter>;

export interface Declared {
  readonly parameters: Parameters;
  readonly problems: readonly Problem[];
}

export const noParameters: Parameters = new Map();

/** The parameters that a policy or pack declares under `parameters:`, each with its default. */
export function declaredParameters(owner: Located): Declared {
  const parameters = new Map<string, Parameter>();
  const problems: Problem[] = [];
  for (const [name, located] of entries(child(owner, 'parameters'))) {
    const wrong = invalidSchema(name, located) ?? invalidDefault(name, located);
    if (wrong) problems.push(...wrong);
    else parameters.set(name, parameterOf(located.data as JsonSchema));
  }
  return { parameters, problems };
}

function parameterOf(schema: JsonSchema): Parameter {
  return 'default' in schema ? { schema, value: schema['default'] as Json } : { schema };
}

function invalidSchema(name: string, located: Located): readonly Problem[] | undefined {
  try {
    compileSchema(located.data as JsonSchema);
    return undefined;
  } catch (error) {
    return [
      policyProblem(located, `The schema of the parameter '${name}' is not valid: ${(error as Error).message}.`, 'key'),
    ];
  }
}

function invalidDefault(name: string, located: Located): readonly Problem[] | undefined {
  if (!isMap(located.data) || !('default' in located.data)) return undefined;
  const problems = validate(child(located, 'default'), {
    schema: located.data,
    noun: `The default of the parameter '${name}'`,
  });
  return problems.length > 0 ? problems : undefined;
}

/** The parameters with the values that a configuration gives some of them. */
export function overriddenParameters(parameters: Parameters, overrides: Located, policy: string): Declared {
  const values = new Map(parameters);
  const problems: Problem[] = [];
  for (const [name, located] of entries(overrides)) {
    const parameter = parameters.get(name);
    if (!parameter)
      problems.push(configurationProblem(located, unknownParameter(name, parameters, ` of the policy '${policy}'`)));
    else
      problems.push(
        ...validate(located, { schema: parameter.schema, noun: `The parameter '${name}'`, kind: 'configuration' }),
      );
    if (parameter) values.set(name, { ...parameter, value: located.data });
  }
  return { parameters: values, problems };
}

function configurationProblem(located: Located, message: string): Problem {
  return { ...policyProblem(located, message, 'key'), kind: 'configuration' };
}

function unknownParameter(name: string, parameters: Parameters, of: string): string {
  const known = parameters.size === 0 ? 'There are none.' : `There are: ${[...parameters.keys()].join(', ')}.`;
  return `No parameter${of} is named '${name}'. ${known}`;
}

export interface Substituted {
  readonly data: Json;
  /** Whether anything was replaced. */
  readonly changed: boolean;
  readonly problems: readonly Problem[];
}

/** Replaces every `{param: name}` by its value. */
export function substitute(located: Located, parameters: Parameters): Substituted {
  const problems: Problem[] = [];
  let changed = false;
  const replace = (at: Located): Json => {
    const name = parameterName(at.data);
    if (name === undefined) return replaceInside(at, replace);
    const parameter = parameters.get(name);
    const value = parameter?.value;
    if (!parameter) problems.push(policyProblem(child(at, 'param'), unknownParameter(name, parameters, '')));
    else if (value === undefined) problems.push(policyProblem(child(at, 'param'), withoutValue(name)));
    changed = true;
    return value ?? null;
  };
  return { data: replace(located), changed, problems };
}

function withoutValue(name: string): string {
  return `The parameter '${name}' has no value: give it a 'default', or set it in bylaw.yaml.`;
}

function replaceInside(at: Located, replace: (at: Located) => Json): Json {
  if (Array.isArray(at.data)) return at.data.map((_, i) => replace(child(at, i)));
  if (!isMap(at.data)) return at.data;
  return Object.fromEntries(entries(at).map(([key, value]) => [key, replace(value)]));
}

function parameterName(data: Json): string | undefined {
  if (!isMap(data) || Object.keys(data).length !== 1) return undefined;
  const name = data['param'];
  return typeof name === 'string' ? name : undefined;
}
