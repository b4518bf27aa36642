import { exitCodeOf } from '../../model/outcome.ts';
import type { Problem } from '../../model/problem.ts';
import type { Case, Suite } from './suite.ts';

/** A problem fails here exactly where it makes the run end with another code than 0; the others are skipped tests. */
export function problemSuite(problems: readonly Problem[]): readonly Suite[] {
  return problems.length === 0 ? [] : [{ name: 'problems', cases: problems.map(caseOf) }];
}

function caseOf(problem: Problem): Case {
  const { kind, message, path, region } = problem;
  return {
    name: [kind, ...(path === undefined ? [] : [path])].join(': '),
    ...(path !== undefined && { place: { path, ...(region && { region }) } }),
    result: { kind: exitCodeOf(problem) === 0 ? 'skipped' : 'error', type: kind, message },
  };
}
