import { plFragment } from '../../documents/sql/pl-body.ts';
import type { BodyStatement } from '../../documents/sql/node.ts';
import { completed } from './completions.ts';
import { metavariablesIn } from './placeholders.ts';
import { isAnyStatements, plTexts } from './pl-placeholders.ts';
import { stated } from './stated.ts';

/** Statements of a body, one or several in a row. */
export interface PlPattern {
  readonly text: string;
  readonly statements: readonly BodyStatement[];
  readonly binds: readonly string[];
}

export function compilePl(text: string): PlPattern | { readonly error: string } {
  const written = text.trim();
  let error = '';
  for (const candidate of [...plTexts(written), ...plTexts(completed(written))]) {
    const { body, problems } = plFragment(candidate);
    const [problem] = problems;
    const statements = trimmed(body.statements).map((one) => withStated(one, text));
    if (!problem && statements.length > 0) return { text, statements, binds: metavariablesIn(text) };
    error ||= problem?.message.replace(/^.*? does not parse: (.*)\.$/, '$1') ?? 'it is empty';
  }
  return { error };
}

/** At its ends `...` says no more than nothing. */
function trimmed(statements: readonly BodyStatement[]): readonly BodyStatement[] {
  const isStated = (one: BodyStatement): boolean => !isAnyStatements(one.text);
  return statements.slice(statements.findIndex(isStated), statements.findLastIndex(isStated) + 1);
}

function withStated(statement: BodyStatement, text: string): BodyStatement {
  if (statement.type === 'statement')
    return statement.raw ? { ...statement, raw: stated(statement.raw, text) } : statement;
  const { query, branches } = statement;
  return {
    ...statement,
    ...(query?.raw && { query: { ...query, raw: stated(query.raw, text) } }),
    branches: branches.map((branch) => ({
      ...branch,
      statements: branch.statements.map((one) => withStated(one, text)),
    })),
  };
}
