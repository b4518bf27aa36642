import type { Formula, Guard, RangingMatcher } from '../model/formula.ts';
import type { Problem } from '../model/problem.ts';
import { policyProblem, type Located } from './source.ts';

/** Definitions by name: what `use` stands for. */
export interface Definitions {
  matcher(name: string): readonly Located[] | undefined;
  value(name: string): readonly Located[] | undefined;
  readonly names: readonly string[];
}

/** What compiling one policy collects. */
export interface Compiler {
  readonly definitions: Definitions;
  readonly matchers: RangingMatcher[];
  readonly guards: Guard[];
  readonly problems: Problem[];
  /** Where each formula was written. */
  readonly written: Map<Formula, Located>;
  /** Definitions being expanded, to notice a cycle. */
  readonly expanding: readonly string[];
  /** What is being compiled is asked about the handler of a route as a whole. */
  readonly isHandler?: boolean;
}

/** Remembers where a formula was written. */
export function written<F extends Formula>(formula: F, located: Located, { written: places }: Compiler): F {
  if (!places.has(formula)) places.set(formula, located);
  return formula;
}

export function report(located: Located, message: string, { problems }: Compiler, at: 'key' | 'value' = 'value'): void {
  problems.push(policyProblem(located, message, at));
}

export function unknownDefinition(name: string, { definitions }: Compiler): string {
  const known = definitions.names.length > 0 ? ` Defined are: ${definitions.names.join(', ')}.` : '';
  return `No definition is named '${name}'.${known}`;
}
