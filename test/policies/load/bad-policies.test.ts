import { expect, test } from 'vitest';
import { assemblePolicies } from '../../../engine/policies/assemble.ts';
import { fakeAnchors } from './fake-anchors.ts';
import { shown } from './shown.ts';

const head = 'id: a\ntitle: A title\nseverity: high\n';

/** Each follows `head`, so its first line is line 4. */
const bad = [
  'requires: {code: f()}\n',
  'require: {code: f()}\n',
  'subject: {code: f()}\nforbid: {code: g()}\nrequire: {code: h()}\n',
  'forbid:\n  code:\n    - f({a: 1})\n',
  'forbid:\n  code: f({a: 1})\n',
  'forbid:\n  code: {a: 1}\n',
  'forbid: {code: 3}\n',
  'forbid: {code: f(), precedes: {code: g(), by: siblings}}\n',
  'forbid: {code: f($X), where: {X: 3}}\n',
  "forbid: {code: f($X), where: {$X: {minimun: 3, pattern: '('}}}\n",
  'forbid: {code: f($X), where: {$X: {nullable: true, enum: {param: p}}}}\n',
  'forbid: {}\n',
  'forbid: {any: []}\n',
  'forbid:\n',
  'forbid: {env: {nam: X, access: delete}}\n',
  'subject: {config: a.yaml}\nrequire: {path: a, value: {typ: string}, absent: never}\n',
  'project: true\nsubject: {code: f()}\nrequire: {code: g()}\n',
  'sets: {a: {env: {name: $N}}, b: [1, {x: 1}]}\nrequire: {withn: [a, b]}\n',
  'forbid: {code: f()}\nexamples: [{name: x, verdict: failed, files: {}}]\n',
  'forbid: {code: f()}\nexcept: [{$X: a}]\n',
  'forbid: {code: f()}\nparameters: {names: {type: strng}}\n',
  'forbid: {code: f()}\nparameters: {names: {type: string, default: 3}}\n',
  'forbid: {files: {param: nope}, code: f()}\n',
  'forbid: {files: {param: n}, code: f()}\nparameters: {n: {type: string}}\n',
  'forbid: {files: {param: n}, code: f()}\nparameters: {n: {type: number, default: 3}}\n',
  'forbid: {code: f()}\nforbid: {code: g()}\n',
  'severity: hihg\n'.replace('severity', 'confidence') + 'forbid: {code: f()}\n',
  'forbid: [{code: f()}, x]\n',
  'forbid: {code: f(), exists: {code: g(), count: {mn: 1}, distinct: X}}\n',
  'forbid: {not: [{code: f()}, {sq: x}]}\n',
  'forbid: {code: f(), by: order}\n',
  'forbid: {code: f(), use: x y}\n',
  'forbid: {code: f()}\nremedy: a\nremedy2: b\n',
  'forbid: {code: f(), file: {param: n}}\nparameters: {n: {type: string, default: a.ts}}\nexcept: [{$X: [a], reason: ok}, {reason: nothing}]\n',
  'forbid: {code: [f(), *later]}\n',
  'a: &a [*a]\nforbid: {code: f()}\n',
  'forbid: [[\n',
  'forbid: {files: **/*.ts, code: f()}\n',
  'forbid:\n  code: !$X\n',
  'forbid:\n  - code: @x f()\n',
];

test('what is wrong with a policy is said at its place', async () => {
  const outputs = bad.map((text) => `${head}${text}${problemsOf(head + text).join('')}`);
  await expect(outputs.join('\n')).toMatchFileSnapshot('expected/bad-policies.txt');
});

function problemsOf(text: string): readonly string[] {
  const { policies, problems } = assemblePolicies({
    packs: [{ files: [{ path: 'p.yaml', text }] }],
    anchors: fakeAnchors,
  });
  expect(policies).toEqual([]);
  return shown(problems).map((line) => `=> ${line}\n`);
}
