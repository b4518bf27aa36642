import { expect, test } from 'vitest';
import { verdictsOf } from './verdicts-of.ts';

const migration = `create table public.orders (
  id bigint primary key,
  status text not null check (status in ('paid', 'shipped'))
);
create function public.place_order(amount numeric) returns void language sql as $$ select 1 $$;
`;

const rpcExists = `
id: rpc-exists
title: Every function that code calls is defined
severity: high
message: No migration defines '$F'.
subject: {code: '$DB.rpc($F, ...)'}
require: {exists: {schema: {function: '$S.$F'}}}
`;

test('a join across code and schema compares values, names both sides, and suggests the nearest name', async () => {
  const verdicts = await verdictsOf(rpcExists, {
    'supabase/migrations/20250101000000_init.sql': migration,
    'lib/a.ts': `await db.rpc('place_order', { amount: 1 });\nawait db.rpc('place_orders', {});\nawait db.rpc(name, {});\n`,
  });
  expect(verdicts).toMatchInlineSnapshot(`
    [
      "pass lib/a.ts:1:7 | [supabase/migrations/20250101000000_init.sql:5:24 Found: function public.place_order(numeric).]",
      "fail lib/a.ts:2:7 | No migration defines 'place_orders'. | [There is no function '*.place_orders' in the schema.] | [supabase/migrations/20250101000000_init.sql:5:24 The nearest candidate is 'place_order'.]",
      "review lib/a.ts:3:7 | No migration defines 'name'. The value of 'name' is not known statically. | not-static: The value of 'name' is not known statically. | [supabase/migrations/20250101000000_init.sql:5:24 Not certain: Found: function public.place_order(numeric).]",
    ]
  `);
});

test('the schema a name is addressed in takes part in the join', async () => {
  const verdicts = await verdictsOf(rpcExists, {
    'supabase/migrations/20250101000000_init.sql': migration,
    'lib/a.ts': `await db.schema('billing').rpc('place_order', {});\nawait db.schema(tenant).rpc('place_order', {});\n`,
  });
  expect(verdicts).toMatchInlineSnapshot(`
    [
      "fail lib/a.ts:1:7 | No migration defines 'place_order'. | [There is no function '*.place_order' in the schema.]",
      "review lib/a.ts:2:7 | No migration defines 'place_order'. The schema of 'place_order' is not known statically. | not-static: The schema of 'place_order' is not known statically. | [supabase/migrations/20250101000000_init.sql:5:24 Not certain: Found: function public.place_order(numeric).]",
    ]
  `);
});

test('a constant of the same file is a static value', async () => {
  const verdicts = await verdictsOf(rpcExists, {
    'supabase/migrations/20250101000000_init.sql': migration,
    'lib/a.ts': `const PLACE = 'place_order';\nawait db.rpc(PLACE, {});\n`,
  });
  expect(verdicts).toMatchInlineSnapshot(`
    [
      "pass lib/a.ts:2:7 | [supabase/migrations/20250101000000_init.sql:5:24 Found: function public.place_order(numeric).]",
    ]
  `);
});

test('bindings of when reach require and the message', async () => {
  const policy = `
id: status
title: Every status is allowed by the schema
severity: high
message: The column '$S.$T.$C' does not allow '$V'.
subject:
  code: ['$DB.from($T). ... .eq($C, $V)', '$DB.from($T).update({$C: $V})']
  where: {$C: {enum: [status]}, $V: {type: string}}
  focus: $V
when: {exists: {schema: {column: '$S.$T.$C', constrained: true}}}
require: {exists: {schema: {column: '$S.$T.$C', allows: $V}}}
`;
  const verdicts = await verdictsOf(policy, {
    'supabase/migrations/20250101000000_init.sql': migration,
    'lib/a.ts': `db.from('orders').select('*').eq('status', 'payed');
db.from('orders').select('*').eq('status', 'paid');
db.from('orders').update({ status: 'lost' });
db.from('carts').select('*').eq('status', 'whatever');
db.from('orders').select('*').eq('status', 7);
db.from('orders').select('*').eq('status', status);
`,
  });
  expect(verdicts).toMatchInlineSnapshot(`
    [
      "fail lib/a.ts:1:44 | The column 'public.orders.status' does not allow 'payed'. | [supabase/migrations/20250101000000_init.sql:3:3 Found: column public.orders.status.] | [There is no column 'public.orders.status' in the schema whose allows is 'payed'.] | [supabase/migrations/20250101000000_init.sql:3:3 The nearest candidate is 'paid'.]",
      "pass lib/a.ts:2:44 | [supabase/migrations/20250101000000_init.sql:3:3 Found: column public.orders.status.]",
      "fail lib/a.ts:3:36 | The column 'public.orders.status' does not allow 'lost'. | [supabase/migrations/20250101000000_init.sql:3:3 Found: column public.orders.status.] | [There is no column 'public.orders.status' in the schema whose allows is 'lost'.]",
      "notApplicable lib/a.ts:4:43 | [There is no column '*.carts.status' in the schema whose constrained is true.]",
      "review lib/a.ts:6:44 | The column 'public.orders.status' does not allow 'status'. The value of 'status' is not known statically. | not-static: The value of 'status' is not known statically. | [supabase/migrations/20250101000000_init.sql:3:3 Not certain: Found: column public.orders.status.]",
    ]
  `);
});

test('the same metavariable is the same code inside one document', async () => {
  const policy = `
id: self-comparison
title: Nothing is compared with itself
severity: low
message: '$X is compared with itself.'
forbid: {code: '$X === $X'}
`;
  const verdicts = await verdictsOf(policy, {
    'a.ts': `export const f = (a, b) => a.x === a.x || a.x === b.x || b . x === b.x;\n`,
  });
  expect(verdicts).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:28 | a.x is compared with itself.",
      "fail a.ts:1:58 | b . x is compared with itself.",
    ]
  `);
});

test('captures of a path join with keys of a config document', async () => {
  const policy = `
id: open-function
title: An open function checks its caller
severity: critical
message: Function '$FN' is open.
subject: {file: 'supabase/functions/$FN/index.ts', exclude: ['supabase/functions/_*/**']}
when: {exists: {config: supabase/config.toml, path: functions.$FN.verify_jwt, value: false}}
require: {has: {code: 'requireUser(...)'}}
`;
  const verdicts = await verdictsOf(policy, {
    'supabase/config.toml': `[functions.open]\nverify_jwt = false\n\n[functions.safe]\nverify_jwt = false\n\n[functions.closed]\nverify_jwt = true\n`,
    'supabase/functions/open/index.ts': `Deno.serve(() => new Response('hi'));\n`,
    'supabase/functions/safe/index.ts': `Deno.serve((r) => { requireUser(r); return new Response('hi'); });\n`,
    'supabase/functions/closed/index.ts': `Deno.serve(() => new Response('hi'));\n`,
    'supabase/functions/_shared/index.ts': `export const x = 1;\n`,
  });
  expect(verdicts).toMatchInlineSnapshot(`
    [
      "notApplicable supabase/functions/closed/index.ts | [There is no 'functions.closed.verify_jwt' in 'supabase/config.toml' that is false.]",
      "fail supabase/functions/open/index.ts | Function 'open' is open. | [supabase/config.toml:2:14 Found: 'functions.open.verify_jwt' in 'supabase/config.toml' that is false.] | [It has no code 'requireUser(...)' in it.]",
      "pass supabase/functions/safe/index.ts | [supabase/config.toml:5:14 Found: 'functions.safe.verify_jwt' in 'supabase/config.toml' that is false.] | [supabase/functions/safe/index.ts:1:21 It has code 'requireUser(...)' in it.]",
    ]
  `);
});

test('imported constants have their value in joins and constraints: relative, by alias, as members, by default', async () => {
  const policy = `
id: status
title: Every status is known
severity: high
message: The status '$V' is not known.
subject: {code: 'setStatus($V)'}
require: {where: {$V: {enum: [paid, shipped]}}}
`;
  const verdicts = await verdictsOf(policy, {
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }\n',
    'src/status.ts': `export const PAID = 'paid';
const lost = 'lo' + 'st';
export { lost as LOST };
export const STATUS = { shipped: 'shipped', odd: 'odd' } as const;
export enum Kind { Paid = 'paid' }
export const vague = read();
export default 'paid';
`,
    'src/index.ts': `import paid, { PAID, LOST, STATUS, Kind, vague } from './status.js';
import * as all from '@/status';
import { other } from 'package';
setStatus(PAID); setStatus(LOST); setStatus(STATUS.shipped); setStatus(STATUS.odd); setStatus(Kind.Paid);
setStatus(vague); setStatus(paid); setStatus(all.LOST); setStatus(all.STATUS.shipped); setStatus(other);
`,
  });
  expect(verdicts).toMatchInlineSnapshot(`
    [
      "pass src/index.ts:4:1 | ['paid' is 'paid' or 'shipped'.]",
      "fail src/index.ts:4:18 | The status 'lost' is not known. | ['lost' is not 'paid' or 'shipped'.]",
      "pass src/index.ts:4:35 | ['shipped' is 'paid' or 'shipped'.]",
      "fail src/index.ts:4:62 | The status 'odd' is not known. | ['odd' is not 'paid' or 'shipped'.]",
      "pass src/index.ts:4:85 | ['paid' is 'paid' or 'shipped'.]",
      "review src/index.ts:5:1 | The status 'vague' is not known. The value of 'vague' is not known statically. | not-static: The value of 'vague' is not known statically.",
      "pass src/index.ts:5:19 | ['paid' is 'paid' or 'shipped'.]",
      "fail src/index.ts:5:36 | The status 'lost' is not known. | ['lost' is not 'paid' or 'shipped'.]",
      "pass src/index.ts:5:57 | ['shipped' is 'paid' or 'shipped'.]",
      "review src/index.ts:5:88 | The status 'other' is not known. The value of 'other' is not known statically. | not-static: The value of 'other' is not known statically.",
    ]
  `);
});
