import type { Json } from '../../model/document.ts';
import type { Problem } from '../../model/problem.ts';
import { child, policyProblem, type Located } from '../source.ts';
import { isMap } from './reader.ts';

/** A rule of a file as it stands there, with the id that it goes by. */
export interface RawRule extends Located {
  readonly id: string;
}

export interface RuleFile {
  readonly rules: readonly RawRule[];
  readonly problems: readonly Problem[];
}

/** Whether the data of a file is that of a Semgrep rule file: it has the key `rules`. */
export function isRuleFile(data: Json | undefined): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && 'rules' in data;
}

/** The rules of a file. One that has no id cannot be named, and stops the run like any malformed policy. */
export function rulesOf(file: Located): RuleFile {
  const list = child(file, 'rules');
  const others = Object.keys(file.data as object).filter((key) => key !== 'rules');
  const problems = others.map((key) =>
    policyProblem(child(file, key), `A Semgrep rule file has no key '${key}' beside 'rules'.`, 'key'),
  );
  if (!Array.isArray(list.data))
    return { rules: [], problems: [...problems, policyProblem(list, "'rules' must be a list.", 'key')] };
  const items = list.data.map((_, i) => child(list, i));
  const nameless = items.filter((item) => idOf(item) === undefined);
  return {
    rules: items.flatMap((item) => {
      const id = idOf(item);
      return id === undefined ? [] : [{ ...item, id }];
    }),
    problems: [...problems, ...nameless.map((item) => policyProblem(item, "A rule needs an 'id'.", 'key'))],
  };
}

function idOf(rule: Located): string | undefined {
  const id = isMap(rule) ? child(rule, 'id').data : null;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
