import type { AnchorEntry } from '../matches/matcher.ts';
import type { Example } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Definitions } from './compiler.ts';
import { textAt } from './load.ts';
import { substitute, type Parameters } from './parameters.ts';
import { examplesOf } from './policy-info.ts';
import { schemasOf } from './schemas-in-use.ts';
import { child, items, policyProblem, type Located } from './source.ts';
import { validate } from './validate.ts';

/** A definition as written; several may speak of the same name, all but one by `extend`. */
export interface DefinitionPart {
  readonly name: string;
  readonly located: Located;
  readonly parameters: Parameters;
  readonly pack?: string;
}

/** What `use: name` stands for: any of the bodies. */
export interface RawDefinition {
  readonly name: string;
  readonly kind: 'matcher' | 'value';
  /** The definition's own, then those that extend it. */
  readonly bodies: readonly Located[];
  readonly examples: readonly Example[];
  readonly located: Located;
  readonly description?: string;
  readonly pack?: string;
}

export interface MergedDefinitions {
  readonly definitions: ReadonlyMap<string, RawDefinition>;
  readonly problems: readonly Problem[];
}

/** One definition a name; names are global to a run. */
export function mergeDefinitions(parts: readonly DefinitionPart[], anchors: readonly AnchorEntry[]): MergedDefinitions {
  const definitions = new Map<string, RawDefinition>();
  const problems: Problem[] = [];
  for (const part of parts.filter((part) => !isExtension(part))) {
    const existing = definitions.get(part.name);
    if (existing) problems.push(duplicate(part, existing));
    else addDefinition(part, anchors, definitions, problems);
  }
  for (const part of parts.filter(isExtension)) extendDefinition(part, anchors, definitions, problems);
  return { definitions, problems };
}

function isExtension({ located }: DefinitionPart): boolean {
  return child(located, 'extend').data !== null;
}

function duplicate({ name, located }: DefinitionPart, { located: existing }: RawDefinition): Problem {
  const message = `The definition '${name}' exists already, in '${existing.origin.path}'. To add alternatives to it, write 'extend'.`;
  return policyProblem(located, message, 'key');
}

function addDefinition(
  part: DefinitionPart,
  anchors: readonly AnchorEntry[],
  definitions: Map<string, RawDefinition>,
  problems: Problem[],
): void {
  const { name, located, pack } = part;
  const kind = child(located, 'matcher').data === null ? 'value' : 'matcher';
  const description = textAt(located, 'description');
  const body = resolvedBody(child(located, kind), part, problems);
  if (body.data !== child(located, kind).data) problems.push(...bodyProblems([body], kind, anchors));
  definitions.set(name, {
    name,
    kind,
    bodies: [body],
    examples: examplesOf(located),
    located,
    ...(description !== undefined && { description }),
    ...(pack !== undefined && { pack }),
  });
}

function extendDefinition(
  part: DefinitionPart,
  anchors: readonly AnchorEntry[],
  definitions: Map<string, RawDefinition>,
  problems: Problem[],
): void {
  const existing = definitions.get(part.name);
  const extend = child(part.located, 'extend');
  if (!existing) {
    const names = [...definitions.keys()].sort();
    const known = names.length === 0 ? 'There are none.' : `There are: ${names.join(', ')}.`;
    problems.push(policyProblem(extend, `There is no definition '${part.name}' to extend. ${known}`, 'key'));
    return;
  }
  const bodies = items(extend).map((item) => resolvedBody(item, part, problems));
  problems.push(...bodyProblems(bodies, existing.kind, anchors));
  definitions.set(part.name, { ...existing, bodies: [...existing.bodies, ...bodies] });
}

function resolvedBody(body: Located, { parameters }: DefinitionPart, problems: Problem[]): Located {
  const result = substitute(body, parameters);
  problems.push(...result.problems);
  return result.changed ? { ...body, data: result.data } : body;
}

function bodyProblems(
  bodies: readonly Located[],
  kind: 'matcher' | 'value',
  anchors: readonly AnchorEntry[],
): readonly Problem[] {
  const { matcher, constraint } = schemasOf(anchors);
  return bodies.flatMap((body) =>
    validate(body, { schema: kind === 'matcher' ? matcher : constraint, noun: `This ${kind}` }),
  );
}

/** The definitions as the compiler asks for them. */
export function lookUp(definitions: ReadonlyMap<string, RawDefinition>): Definitions {
  const bodies = (name: string, kind: RawDefinition['kind']): readonly Located[] | undefined => {
    const definition = definitions.get(name);
    return definition?.kind === kind ? definition.bodies : undefined;
  };
  return {
    matcher: (name) => bodies(name, 'matcher'),
    value: (name) => bodies(name, 'value'),
    names: [...definitions.keys()].sort(),
  };
}
