import { expect, test } from 'vitest';
import { verdictsOf } from '../../language/verdicts-of.ts';

const policy = `
id: t
title: T
severity: high
message: found
subject: {sql: 'DELETE FROM $T', of: {function: $F}}
require: {guarded-by: {sql: '$V IS NULL'}}
`;

const create = (statements: string, name = 'f'): string =>
  `create or replace function ${name}(n int, m int) returns void language plpgsql as $$ begin ${statements} end $$;`;
const refuse = `if n is null then raise exception 'x'; end if;`;

async function verdicts(...files: readonly string[]): Promise<readonly string[]> {
  const chain = Object.fromEntries(files.map((text, i) => [`supabase/migrations/${i + 1}.sql`, text]));
  return (await verdictsOf(policy, chain)).map((line) => line.split(' ')[0]!);
}

test('a variable that is set anew behind the guard is not the one that was asked about', async () => {
  expect(await verdicts(create(`${refuse} delete from t;`))).toEqual(['pass']);
  expect(await verdicts(create(`${refuse} n := m; delete from t where id = n;`))).toEqual(['review']);
  expect(await verdicts(create(`${refuse} select id into n from t; delete from t;`))).toEqual(['review']);
  expect(await verdicts(create(`${refuse} loop delete from t; n := n - 1; end loop;`))).toEqual(['review']);
  expect(await verdicts(create(`${refuse} n := m; ${refuse} delete from t;`))).toEqual(['pass']);
  expect(await verdicts(create(`n := m; ${refuse} delete from t; n := 1;`))).toEqual(['pass']);
  expect(await verdicts(create(`${refuse} m := 1; delete from t;`))).toEqual(['pass']);
});

test('a function that a later migration replaces guards nothing', async () => {
  const guard = create(refuse, 'chk');
  const harmless = create('null;', 'chk');
  const caller = create('perform chk(n, m); delete from t;');
  expect(await verdicts(`${guard}\n${caller}`)).toEqual(['pass']);
  expect(await verdicts(`${guard}\n${caller}`, harmless)).toEqual(['fail']);
  expect(await verdicts(`${guard}\n${caller}\n${harmless}`)).toEqual(['fail']);
  expect(await verdicts(guard, caller, harmless)).toEqual(['fail']);
});

test('a function of another file is for review, where the one that is live guards', async () => {
  const caller = create('perform chk(n, m); delete from t;');
  expect(await verdicts(create(refuse, 'chk'), caller)).toEqual(['review']);
  expect(await verdicts(create('null;', 'chk'), create(refuse, 'chk'), caller)).toEqual(['review']);
});
