import fc from 'fast-check';
import type { Json } from '../../engine/model/document.ts';

/** Small workspaces and policies that speak of them through joins: the values `a` and `b` go through code, configuration and SQL. */
const values = ['a', 'b'] as const;

const value = fc.constantFrom(...values);

/** Code, where `unknown` stands for what is not static. */
function calls(name: string): fc.Arbitrary<string> {
  const argument = fc.oneof({ weight: 2, arbitrary: value.map((one) => `'${one}'`) }, fc.constant('unknown'));
  return fc.array(argument, { maxLength: 3 }).map((all) => all.map((one) => `${name}(${one});\n`).join(''));
}

const flags = fc.dictionary(value, fc.constantFrom('true', 'false', '"{{ open }}"'), { maxKeys: 3 }).map(
  (entries) =>
    `flags:\n${Object.entries(entries)
      .map(([key, is]) => `  ${key}: ${is}\n`)
      .join('')}`,
);

const tables = fc
  .subarray([...values])
  .map((names) => names.map((name) => `create table public.${name} (id int);\n`).join('') || 'select 1;\n');

/** What each file of the workspace may hold. */
export const contents: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'api/a.ts': calls('use'),
  'api/b.ts': calls('use'),
  'lib/a.ts': calls('def'),
  'lib/b.ts': calls('def'),
  'conf.yaml': flags,
  'db.sql': tables,
};

export type Files = Readonly<Record<string, string>>;

export const workspace: fc.Arbitrary<Files> = fc.record(contents);

type Matcher = { readonly [key: string]: Json };

const some = fc.subarray([...values], { minLength: 1 });
const count = fc.oneof(
  fc.integer({ min: 1, max: 3 }).map((min) => ({ min })),
  fc.integer({ min: 0, max: 2 }).map((max) => ({ max })),
);
const def = { code: 'def($K)', files: 'lib/**' } as const;
const flag = { config: 'conf.yaml', path: 'flags.$K' } as const;

const joins: fc.Arbitrary<Matcher> = fc.oneof(
  fc.constant({ exists: def }),
  fc.constant({ exists: flag }),
  fc.boolean().map((is) => ({ exists: { ...flag, value: is } })),
  fc.constant({ exists: { schema: { table: 'public.$K' } } }),
  fc.constant({ exists: { file: 'lib/${K}.ts' } }),
  fc.constant({ exists: { ...def, exists: flag } }),
  fc.constant({ exists: { ...def, not: { exists: { schema: { table: 'public.$K' } } } } }),
);

const counts: fc.Arbitrary<Matcher> = fc.oneof(
  some.map((of) => ({ exists: { code: 'def($Z)', files: 'lib/**', where: { $Z: { enum: of } } } })),
  count.map((bounds) => ({ exists: { code: 'def($_)', files: 'lib/**', count: bounds } })),
  count.map((bounds) => ({ exists: { code: 'def($Y)', files: 'lib/**', count: bounds, distinct: '$Y' } })),
);

function formulas(leaves: fc.Arbitrary<Matcher>): fc.Arbitrary<Matcher> {
  return fc.letrec<{ matcher: Matcher }>((tie) => ({
    matcher: fc.oneof(
      { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
      { weight: 4, arbitrary: leaves },
      { weight: 1, arbitrary: fc.array(tie('matcher'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })) },
      { weight: 1, arbitrary: fc.array(tie('matcher'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
      { weight: 1, arbitrary: tie('matcher').map((not) => ({ not })) },
    ),
  })).matcher;
}

const aboutSubject = formulas(
  fc.oneof(
    joins,
    counts,
    some.map((of) => ({ where: { $K: { enum: of } } })),
  ),
);

const subjects = fc.constantFrom<Matcher>(
  { code: 'use($K)', files: 'api/**' },
  { file: 'api/${K}.ts' },
  { schema: { table: 'public.$K' } },
  flag,
);

const sets = {
  used: { code: 'use($K)', files: 'api/**', values: '$K' },
  defined: { code: 'def($K)', files: 'lib/**', values: '$K' },
  flagged: { ...flag, values: '$K' },
  tables: { schema: { table: 'public.$K' }, values: '$K' },
} as const;
const setNames = fc.shuffledSubarray(Object.keys(sets), { minLength: 2, maxLength: 2 });

const forms: fc.Arbitrary<Matcher> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ subject: subjects, require: aboutSubject }) },
  { weight: 2, arbitrary: fc.record({ subject: subjects, forbid: aboutSubject }) },
  { weight: 2, arbitrary: fc.record({ subject: subjects, when: aboutSubject, require: aboutSubject }) },
  { weight: 1, arbitrary: fc.record({ forbid: subjects }) },
  { weight: 2, arbitrary: fc.record({ project: fc.constant(true), require: formulas(counts) }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(setNames, fc.constantFrom('within', 'equal', 'disjoint'))
      .map(([of, relation]) => ({ sets, require: { [relation]: of } })),
  },
  { weight: 1, arbitrary: setNames.map(([name]) => ({ sets, require: { unique: name! } })) },
);

/** JSON is YAML: a policy as its author would write it. */
export const policy: fc.Arbitrary<string> = forms.map((form) =>
  JSON.stringify({ id: 'random', title: 'Random', severity: 'low', ...form }),
);
