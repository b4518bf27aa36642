import { expect } from 'vitest';
import type { LocalBinding } from '../../../engine/matches/matcher.ts';
import { sql } from '../../../engine/matches/sql/sql.ts';
import { viewOfSql } from '../../documents/sql/read.ts';

type Pattern = string | readonly string[];

/**
 * Every match as a line: the text of its node, up to where the last statement of a sequence ends, and what is bound. What stands
 * where a name or value is bound must be that name or value.
 */
export function found(pattern: Pattern, text: string, more: Record<string, boolean> = {}): readonly string[] {
  expect(sql.inspect({ sql: pattern, ...more }).errors).toEqual([]);
  const view = viewOfSql(text);
  const anchor = sql.prepare({ sql: pattern, ...more });
  return [...anchor.candidates(view)].flatMap((target) =>
    [...anchor.match(view, target, {})].map(({ bindings, unknown, node = target }) => {
      const bound = Object.entries(bindings).map(([name, binding]) => ` ${name}=${shown(binding, text)}`);
      return `${text.slice(...node.range)}${bound.length > 0 ? ' |' : ''}${bound.join('')}${unknown ? ` ? ${unknown.kind}` : ''}`;
    }),
  );
}

function shown({ text, value, schema, node }: LocalBinding, whole: string): string {
  if (node) expect(whole.slice(...node.range).toLowerCase()).toContain(text.toLowerCase());
  return `${schema === undefined || schema === null ? '' : `${schema}.`}${value === undefined ? text : JSON.stringify(value)}`;
}

/** A PL/pgSQL function with these statements. */
export function body(statements: string, declared = ''): string {
  const declare = declared === '' ? '' : `DECLARE ${declared} `;
  return `CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ ${declare}BEGIN ${statements} END $$;`;
}
