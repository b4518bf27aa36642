import { expect, test } from 'vitest';
import { taintedLines } from './taint-of.ts';

/** A case is code with `// !` at each line that is reached. */
function expected(code: string): readonly number[] {
  return code.split('\n').flatMap((line, i) => (line.includes('// !') ? [i + 1] : []));
}

const cases: Readonly<Record<string, string>> = {
  'through an assignment, until a clean value is assigned': `
let x = source();
sink(x); // !
x = 'clean';
sink(x);
`,
  'either branch counts, whatever the condition': `
let x = 'clean';
if (false) x = source();
sink(x); // !
`,
  'behind a return or a throw nothing runs': `
function f() {
  const x = source();
  if (a) { return; sink(x); }
  throw x;
  sink(x);
}
`,
  'around a loop': `
let x = '', y = '';
for (const i of list) { sink(y); y = x; x = source(); } // !
`,
  'operators, templates, casts, conditions and await hand on': `
const t = source();
sink('a' + t); // !
sink(t === 1); // !
sink(!t); // !
sink(\`a\${t}\`); // !
sink(t as string); // !
sink(a ? t : 'b'); // !
sink(a ? 'b' : 'c');
sink(t || 'b'); // !
sink(await t); // !
sink(typeof 'a');
`,
  'calls hand on what they are given, what they are called on, and what is called': `
const t = source();
sink(f(t)); // !
sink(t.f()); // !
sink(t()); // !
sink(new C(t)); // !
sink(f('a'));
t.f('a');
other(t);
sink(other); 
`,
  'fields are told apart': `
const o = { a: source(), b: 'clean' };
sink(o.a); // !
sink(o.a.x); // !
sink(o.b);
sink(o); // !
const p = {};
p.a.b = source();
sink(p.a.c);
sink(p.a); // !
p.a = 'clean';
sink(p.a.b);
`,
  'indexes that are constant are told apart, others are any': `
const l = [source(), 'clean'];
sink(l[0]); // !
sink(l[1]);
m[i] = source();
sink(m[0]); // !
`,
  'a field cleaned on one branch only may be tainted': `
const o = source();
if (a) o.x = 'clean';
sink(o.x); // !
`,
  'destructuring, with defaults and rest': `
const { a, b: { c = 1 } = {}, ...rest } = source();
sink(a); // !
sink(c); // !
sink(rest); // !
const o = {};
o.d = source();
const { d, ...others } = o;
sink(d); // !
sink(others);
const [x, ...y] = [source(), 'clean'];
sink(x); // !
`,
  'spread records keep their fields': `
const o = { a: source() };
const p = { ...o, b: 'clean' };
sink(p.a); // !
sink(p.b);
`,
  'functions see what is around them, where they stand': `
function f() {
  const t = source();
  list.map((i) => sink(i + t)); // !
  const g = () => sink(t); // !
  function h() {
    sink(t); // !
  }
}
`,
  'what a callback changes is changed behind the call': `
let x = 'clean';
run(() => { x = source(); });
sink(x); // !
const later = () => { y = source(); };
sink(y);
`,
  'variables of the module that are assigned once are seen in all functions': `
function f() {
  sink(token); // !
}
const token = source();
let changing = source();
changing = 'clean';
function g() {
  sink(changing);
}
`,
  'methods and fields of classes': `
class C {
  a = sink(source()); // !
  static { sink(source()); } // !
  m() {
    this.x = source();
    sink(this.x); // !
    sink(this.y);
  }
}
`,
  'calls of the same file are not followed': `
function id(x) { return 'clean'; }
function out(x) { sink(x); }
sink(id(source())); // !
out(source());
`,
};

test.each(Object.entries(cases))('%s', (_, code) => {
  expect(taintedLines(code)).toEqual(expected(code));
});
