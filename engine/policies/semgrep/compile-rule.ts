import { anchorNamed } from '../../matches/all.ts';
import { allOf, anyOf } from '../../matches/formula.ts';
import type { AnchorValue, Formula } from '../../model/formula.ts';
import type { Check } from '../../model/policy.ts';
import type { Problem } from '../../model/problem.ts';
import type { Compiled } from '../compile.ts';
import { child, policyProblem, type Located } from '../source.ts';
import { isMap } from './reader.ts';
import type { ReadRule, RulePart } from './rule.ts';

const anchor = 'semgrep';

/** A rule that was read → a check that forbids what it matches. With any problem there is no check. */
export function compileRule(located: Located, rule: ReadRule): Compiled {
  const problems = [...rule.problems, ...rule.parts.flatMap((part) => patternProblems(part, located, rule))];
  if (problems.length > 0 || rule.parts.length === 0) return { problems };
  const { info, paths, fix } = rule;
  const formula = anyOf(rule.parts.map((part) => formulaOf(part, paths)));
  const check: Check = {
    policy: info,
    matchers: [{ id: 0, formula, station: 'map' }],
    judge: { form: 'forbid', subject: 0 },
    deferred: [],
    except: [],
    unknown: 'review',
    ...(fix && { fix }),
  };
  return { check, problems };
}

/** In a file of its language, and where `paths` say. */
function formulaOf({ rule, files }: RulePart, { include, exclude }: ReadRule['paths']): Formula {
  return allOf([
    ...(files ? [{ op: 'files', include: files } as const] : []),
    ...(include || exclude ? [{ op: 'files', ...(include && { include }), ...(exclude && { exclude }) } as const] : []),
    { op: 'anchor', anchor, value: valueOf(rule) },
  ]);
}

function valueOf(rule: RulePart['rule']): AnchorValue {
  return { [anchor]: rule as unknown as AnchorValue };
}

/** What the matcher says about patterns, regular expressions and comparisons, at their own places. */
function patternProblems({ rule }: RulePart, located: Located, { info, written }: ReadRule): readonly Problem[] {
  return anchorNamed(anchor)
    .inspect(valueOf(rule))
    .errors.map(({ path, message }) => ({
      ...policyProblem(placeOf(rule, path.slice(1), located, written), `The rule '${info.id}' is refused: ${message}`),
      kind: 'refused-rule',
      policy: info.id,
    }));
}

/** The innermost value on the way whose place is known, and what is left of the way from there. */
function placeOf(
  rule: RulePart['rule'],
  path: readonly (string | number)[],
  located: Located,
  written: ReadRule['written'],
): Located {
  let value: unknown = rule;
  let found = located;
  let rest: readonly (string | number)[] = [];
  for (const step of path) {
    value = (value as Readonly<Record<string | number, unknown>> | undefined)?.[step];
    const place = written.get(value);
    rest = place ? [] : [...rest, step];
    found = place ?? found;
  }
  return isMap(found) ? child(found, ...rest) : found;
}
