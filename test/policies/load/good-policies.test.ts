import { expect, test } from 'vitest';
import type { AnchorEntry } from '../../../engine/matches/matcher.ts';
import { assemblePolicies } from '../../../engine/policies/assemble.ts';
import { fakeAnchors } from './fake-anchors.ts';
import { shown } from './shown.ts';

const head = 'id: a\ntitle: A title\nseverity: high\n';
const [first] = fakeAnchors;
const anchors: readonly AnchorEntry[] = [
  ...fakeAnchors,
  { ...first!, name: 'git', schema: { type: 'object' }, attributes: { first: { type: 'array' } } },
];

/** What the language page and its examples write, as far as this version goes. */
const good = [
  `subject: {schema: {table: $S.$T, exposed: true}}
require: {schema: {rls: true}}
`,
  `subject: {sql: 'SELECT ... INTO ..., $V, ... FROM $T', of: {function: $F}}
require:
  any:
    - sql: 'SELECT ... INTO STRICT ...'
    - not: {precedes: {by: order, sql: '<... $V ...>', not: [{code: f()}, {use: checked}]}}
    - follows: {immediately: true, sql: 'SELECT 1'}
`,
  `subject:
  code:
    - '$DB.from($T). ... .insert({..., $C: $V, ...})'
    - |
      f({a: 1})
  where: {$C: {enum: {param: columns}}, $V: {type: string}}
  focus: $V
when: {exists: {schema: {column: $S.$T.$C, constrained: true}, other: true, count: {min: 1, max: 3}, distinct: $S}}
require: {exists: {schema: {column: $S.$T.$C, allows: $V}}}
parameters: {columns: {type: array, items: {type: string}, default: [status]}}
`,
  `sets:
  read: {env: {name: $NAME, access: read}, values: $NAME}
  documented: {config: '.env.{example,sample}', path: $NAME, values: [$NAME]}
  listed: [A, B, [C, 1]]
  given: {param: names}
require: {within: [read, documented]}
except: [{$NAME: [NODE_ENV, CI, 'VERCEL_*'], reason: set by the platform}, {files: 'a/**', reason: generated}]
parameters: {names: {type: array, default: [X]}}
`,
  `project: true
require: {git: {ignores: [.env], keeps: [.env.example], untracked: [.env]}}
unknown: fail
`,
  `subject:
  - {config: '**/*.{yml,yaml}', path: '**.containers.$I'}
  - {config: '**/Dockerfile*', path: stages.-1}
require:
  any:
    - {first: [securityContext.runAsNonRoot, '^.securityContext'], value: true}
    - {path: user, value: {not: {enum: [root, '0']}}, absent: {default: root}}
`,
  `confidence: low
forbid:
  - {code: '$K = "$V"', where: {$K: {use: secret-name}, $V: {minLength: 12, entropy: {minimum: 3.5}}}}
  - {config: '**/*.env', path: '**.$K', value: $V, where: {$K: text, $V: {anyOf: [1, {pattern: x, not: {const: null}}]}}}
fix: {safe: true, replace: '$V'}
`,
  `subject: {schema: {foreign-key: $K, columns: $FK}}
require: {exists: {schema: {index: $I, columns: $COLS}, where: {$COLS: {starts-with-list: {ref: $FK}}, $I: {ref: $K}}}}
`,
  `subject: {file: '**/*.ts', has: {use: admin-client-creation, reach: document}, exclude: ['a/**']}
forbid: {inside: [{code: f()}, {code: g()}], where: {$N: {type: [string, 'null'], semver: '>=1', node-type: [Literal], less-than: 3}}}
message: $N is bad
description: |
  Why
taxa: {cwe: ['306'], asvs-5.0: ['8.2.1']}
references: ['https://example.com']
tags: [a]
examples:
  - {name: one, verdict: fail, near-miss: false, at: ['a.ts:1'], files: {a.ts: f()}, untracked: ['.env']}
`,
];

test.each(good)('%s', (text) => {
  const { policies, problems } = assemblePolicies({
    packs: [{ files: [{ path: 'p.yaml', text: head + text }] }],
    anchors,
  });
  expect(shown(problems)).toEqual([]);
  expect(policies).toHaveLength(1);
});
