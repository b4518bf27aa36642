import { expect, test } from 'vitest';
import { focusing, pattern, taintedLines, wayOf, type WrittenTaint } from './taint-of.ts';

type Case = readonly [name: string, rule: WrittenTaint, code: string];

/** `// !` marks the lines in which tainted data arrives. */
const cases: readonly Case[] = [
  ['code within a source is a source', {}, 'source(sink(x)); // !\nsink(x);\n'],
  [
    'unless only the whole of it is',
    { sources: [{ formula: 'source(...)', exact: true }] },
    'source(sink(x));\nsink(source(x)); // !\n',
  ],
  [
    'of a sink only the largest code counts',
    { sources: ['t'] },
    "sink(t ? 'a' : 'b');\nsink(t); // !\nsink(() => t);\n",
  ],
  [
    'unless all of its code does',
    { sources: ['t'], sinks: [{ formula: 'sink(...)', exact: false }] },
    "sink(t ? 'a' : 'b'); // !\n",
  ],
  [
    'any argument reaches a sink without focus',
    { sources: ['t'], options: { taint_assume_safe_functions: true } },
    "sink('a', t); // !\nsink(f(t));\n",
  ],
  [
    'with a focus only that argument does',
    { sources: ['t'], sinks: [focusing('sink($A, ...)', 'A')], options: { taint_assume_safe_functions: true } },
    "sink('a', t);\nsink(t, 'a'); // !\n",
  ],
  [
    'an assignment may be a sink',
    { sinks: ['$X.innerHTML = $V'] },
    "e.innerHTML = source(); // !\ne.innerHTML = 'a';\n",
  ],
  [
    'and what is returned',
    { sinks: ['return $X;'] },
    "function f() { return source(); } // !\nfunction g() { return 'a'; }\n",
  ],
  [
    'parameters are sources where a source covers them',
    { sources: [focusing('function $F($X, ...) { ... }', 'X')] },
    'function f(x, y) {\n  sink(x); // !\n  sink(y);\n}\nfunction g({ x }) {\n  sink(x); // !\n}\n',
  ],
  [
    'sanitizers win over sources, and everything within them is harmless',
    { sanitizers: ['clean(...)'] },
    'sink(clean(source()));\nclean(sink(source()));\nconst x = source();\nsink(clean(x));\nsink(x); // !\n',
  ],
  [
    'unless only the whole of them is',
    { sanitizers: [{ formula: 'clean(...)', exact: true }] },
    'clean(sink(source())); // !\nsink(clean(source()));\n',
  ],
  [
    'by side effect storage itself is harmless from there on',
    { sanitizers: [{ formula: focusing('check($X)', 'X'), bySideEffect: true }] },
    'const x = source();\nsink(x); // !\ncheck(x);\nsink(x);\n',
  ],
  [
    'a sanitizer that conflicts is none',
    { sanitizers: [{ formula: '$F(...)', notConflicting: true }] },
    'const t = source();\nsink(t); // !\nsink(f(t));\n',
  ],
  [
    'by side effect storage is tainted from there on',
    { sources: [{ formula: focusing('read($X)', 'X'), bySideEffect: true }] },
    "let x = 'a';\nsink(x);\nread(x);\nsink(x); // !\n",
  ],
  [
    'only from there on',
    { sources: [{ formula: focusing('read($X)', 'X'), bySideEffect: 'only' }], sinks: ['sink(...)', 'read(...)'] },
    "let x = 'a';\nread(x);\nsink(x); // !\n",
  ],
  [
    'a propagator hands on from left to right',
    { propagators: [{ formula: pattern('$L.push($X)'), from: 'X', to: 'L' }] },
    'const l = [];\nl.push(source());\nsink(l); // !\nconst m = [];\nm.push(1);\nsink(m);\n',
  ],
  [
    'and to parameters of a callback',
    { propagators: [{ formula: pattern('$L.forEach(($X) => { ... })'), from: 'L', to: 'X' }] },
    'source().forEach((x) => {\n  sink(x); // !\n});\nlist.forEach((x) => {\n  sink(x);\n});\n',
  ],
  [
    'only where its labels are there, and under its own label',
    {
      sources: [
        { formula: 'a()', label: 'A' },
        { formula: 'b()', label: 'B' },
      ],
      propagators: [{ formula: pattern('$L.push($X)'), from: 'X', to: 'L', requires: 'A', label: 'C' }],
      sinks: [{ formula: 'sink(...)', requires: 'C' }],
    },
    'const l = [];\nl.push(a());\nsink(l); // !\nconst m = [];\nm.push(b());\nsink(m);\n',
  ],
  [
    'sinks ask for labels',
    {
      sources: [
        { formula: 'a()', label: 'A' },
        { formula: 'b()', label: 'B' },
      ],
      sinks: [{ formula: 'sink(...)', requires: 'A and not B' }],
    },
    'sink(a()); // !\nsink(b());\nsink(a() + b());\n',
  ],
  [
    'and so do sources',
    {
      sources: [
        { formula: 'a()', label: 'A' },
        { formula: 'mark(...)', label: 'B', requires: 'A' },
      ],
      sinks: [{ formula: 'sink(...)', requires: 'B' }],
    },
    'sink(mark(a())); // !\nsink(mark(1));\n',
  ],
  ['a sink without labels asks for taint without', { sources: [{ formula: 'a()', label: 'A' }] }, 'sink(a());\n'],
  [
    'a control source taints what runs after it',
    { sources: [{ formula: 'enter()', control: true }], sinks: ['sink()'] },
    'sink();\nenter();\nsink(); // !\n',
  ],
  [
    'a sink at exit counts where its unit ends',
    { sinks: [{ formula: 'sink(...)', atExit: true }] },
    'function f() {\n  sink(source());\n  return sink(source()); // !\n}\n',
  ],
  [
    'whatever any variable holds there',
    {
      sources: [{ formula: focusing('$F = open(...)', 'F'), bySideEffect: 'only' }],
      sinks: [{ formula: { kind: 'any', of: [pattern('return ...'), pattern('$F(...)')] }, atExit: true }],
      sanitizers: [{ formula: focusing('$F.close()', 'F'), bySideEffect: true }],
    },
    `function f(a) {
  const x = open(a);
  if (a) return 1; // !
  read(x);
  x.close();
  if (a) return 2;
  const y = open(a);
  last(); // !
}
function g(a) {
  const x = open(a);
  x.close();
}
`,
  ],
  [
    'booleans and numbers are harmless where that is said',
    { options: { taint_assume_safe_booleans: true, taint_assume_safe_numbers: true } },
    `function count(x): number {
  return x.length;
}
function same(x) {
  return x;
}
let n: number = source();
let b: boolean = source();
let s: string = source();
let f = 1.5;
sink(n);
sink(b);
sink(s); // !
sink(source() as number);
sink(!source());
sink(source() > 1);
sink(source() + 1); // !
sink(count(source()));
sink(same(source())); // !
`,
  ],
  [
    'only numbers are where only that is said',
    { options: { taint_assume_safe_numbers: true } },
    'let n: number = source();\nlet b: boolean = source();\nsink(n);\nsink(b); // !\n',
  ],
  [
    'what is left of a list whose items are all known',
    {},
    `const [a, ...b] = [source(), 'a'];
sink(a); // !
sink(b);
const [, ...c] = [source()];
sink(c);
const [d, ...e] = ['a', source()];
sink(d);
sink(e); // !
const [, ...g] = [source(), ...more];
sink(g); // !
const all = [source()];
all[i] = source();
const [, ...h] = all;
sink(h); // !
`,
  ],
  [
    'a propagator hands on from right to left',
    { propagators: [{ formula: pattern('fill($TO, $FROM)'), from: 'FROM', to: 'TO' }] },
    'const a = [];\nfill(a, source());\nsink(a); // !\nfill(source(), b);\nsink(b);\n',
  ],
  [
    'and replaces the labels that it is to replace, and no others',
    {
      sources: [
        { formula: 'a()', label: 'A' },
        { formula: 'b()', label: 'B' },
      ],
      propagators: [
        {
          formula: pattern('$TO.put($FROM)'),
          from: 'FROM',
          to: 'TO',
          label: 'C',
          replaceLabels: ['A'],
          requires: 'A or B',
        },
      ],
      sinks: [{ formula: 'sink(...)', requires: 'C' }],
    },
    'x.put(a());\nsink(x); // !\ny.put(b());\nsink(y);\nz.get(a());\nsink(z);\n',
  ],
  [
    'metavariables of source and sink unify where that is asked for',
    { sources: ['source($X)'], sinks: ['sink($X, ...)'], options: { taint_unify_mvars: true } },
    'const t = source(a);\nsink(a, t); // !\nsink(b, t);\n',
  ],
  [
    'options that take things for harmless',
    {
      sources: ['t'],
      options: { taint_assume_safe_indexes: true, taint_assume_safe_comparisons: true },
    },
    'sink(o[t]);\nsink(t > 1);\nsink(t[0]); // !\nsink(f(t)); // !\n',
  ],
  [
    'only assignments hand on',
    { sources: ['t'], options: { taint_only_propagate_through_assignments: true } },
    "const x = t;\nsink(x); // !\nconst y = 'a' + t;\nsink(y);\nconst z = t.a;\nsink(z);\n",
  ],
  ['of sinks within sinks the outermost is reported', {}, 'sink(sink(source())); // !\n'],
];

test.each(cases)('%s', (_, rule, code) => {
  const expected = code.split('\n').flatMap((line, i) => (line.includes('// !') ? [i + 1] : []));
  expect(taintedLines(code, rule)).toEqual(expected);
});

test('what is found at the source instead of the sink', () => {
  const code = 'const t = source();\nsink(t);\nsink(source());\n';
  expect(taintedLines(code, { options: { taint_match_on: 'source' } })).toEqual([1, 3]);
});

test('the way leads from the source over what keeps the data to the sink', () => {
  const code = "const t = source();\nconst u = { a: t };\nlet v = 'x';\nv += u.a;\nsink(v);\n";
  expect(wayOf(code)).toEqual(['1: source()', '1: t', '2: u', '4: v', '5: sink(v)']);
});

test('of two ways the shorter is told', () => {
  const code = 'const t = source();\nlet u = t;\nif (a) u = f(g(t));\nconst w = u;\nsink(a ? w : t);\n';
  expect(wayOf(code)).toEqual(['1: source()', '1: t', '5: sink(a ? w : t)']);
});
