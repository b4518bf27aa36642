import { expect, test } from 'vitest';
import { code } from '../../../engine/matches/code/code.ts';
import { codeView, matchesOf } from './matching.ts';

/** [what is shown, pattern, code, the slices that match] */
const table: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'layout, comments, quotes and parentheses do not matter',
    `f('a', $X)`,
    `f( "a" /* x */ , (b) ); f('c', b)`,
    [`f( "a" /* x */ , (b) )`],
  ],
  ['== is not ===', '$A == $B', 'a == b; a === b', ['a == b']],
  ['+= is not =', '$A = 1', 'a += 1; a = 1', ['a = 1']],
  ['arguments are counted', 'f($X)', 'f(1); f(1, 2); f()', ['f(1)']],
  ['... takes any number of arguments', 'f($X, ...)', 'f(1); f(1, 2); f()', ['f(1)', 'f(1, 2)']],
  ['... between arguments', 'f(..., 9, ...)', 'f(9); f(1, 9); f(9, 1); f(1)', ['f(9)', 'f(1, 9)', 'f(9, 1)']],
  ['... as an operand is one expression', '$X + ...', 'a + b; a - b', ['a + b']],
  ['a call is no new', 'f(...)', 'f(); new f()', ['f()']],
  ['new is no call', 'new $X(...)', 'f(); new f(1)', ['new f(1)']],
  ['a metavariable as callee', '$F(1)', 'f(1); a.b(1); require(1); typeof 1', ['f(1)', 'a.b(1)', 'require(1)']],
  ['every call of a chain is tried', '$O.b(...)', 'a.b().b()', ['a.b().b()', 'a.b()']],
  ['element access is not member access', 'o.e', 'o.e; o["e"]; o[e]', ['o.e']],
  ['element access', 'o[$E]', 'o.e; o["e"]; o[e]', ['o["e"]', 'o[e]']],
  ['an optional receiver is not the name', 'a.b(...)', 'a?.b(); a.b()', ['a.b()']],
  ['an optional receiver is an expression', '$X.b(...)', 'a?.b(); a.b()', ['a?.b()', 'a.b()']],
  ['the end of an optional chain', '$X.c(...)', 'a?.b.c(); a?.b?.c(1)', ['a?.b.c()', 'a?.b?.c(1)']],
  ['an optional chain in the pattern', 'a?.b', 'a?.b; a.b', ['a?.b']],
  ['a chain skips links', 'a. ... .z(...)', 'a.z(); a.b().c.z(1); b.z()', ['a.z()', 'a.b().c.z(1)']],
  ['a chain needs its last link', 'a. ... .b', 'a.b; a.c.b; a.b.c', ['a.b', 'a.c.b', 'a.b']],
  ['numbers by value', '16', 'f(0x10, 17)', ['0x10']],
  ['any string', 'f("...")', 'f("a"); f(`b`); f(1); f(`${x}`)', ['f("a")', 'f(`b`)']],
  ['a string by regular expression', 'f("=~/^ab+$/i")', 'f("ABB"); f("ac")', ['f("ABB")']],
  ['a string constant', 'f("abc")', 'const a = "ab" + "c"; f(a); f("abc"); f(b)', ['f(a)', 'f("abc")']],
  ['a reassigned variable is no constant', 'f("abc")', 'let a = "abc"; a = "x"; f(a)', []],
  ['a variable assigned once is a constant', 'f("abc")', 'let a = "abc"; f(a)', ['f(a)']],
  [
    'a member of a constant object',
    'f("paid")',
    'const S = {paid: "paid"} as const; f(S.paid); f(S.open)',
    ['f(S.paid)'],
  ],
  ['an enum member', 'f("paid")', 'enum S { Paid = "paid" } f(S.Paid)', ['f(S.Paid)']],
  ['an assignment target is no constant', '$X = "abc"', 'let a; a = "abc";', ['a = "abc"']],
  ['regular expressions', '/.../', 'x = /ab/g; y = "ab"', ['/ab/g']],
  ['a regular expression without flags accepts any', '/ab/', 'x = /ab/g; y = /ac/', ['/ab/g']],
  ['a template with substitution', '`...${$X}...`', 'f(`a${b}c`, `abc`, "a" + b)', ['`a${b}c`']],
  ['template text around', '`SELECT ...${$X}...`', 'f(`SELECT a ${b}`, `x SELECT ${b}`)', ['`SELECT a ${b}`']],
  ['tagged templates match only tagged ones', 'sql`...`', 'sql`a${b}`; `a${b}`', ['sql`a${b}`']],
  ['arrays are ordered', '[$A, 2]', '[1, 2]; [2, 1]; [1, 2, 3]', ['[1, 2]']],
  ['arrays in part', '[..., 2, ...]', '[1, 2]; [2, 1]; [1]', ['[1, 2]', '[2, 1]']],
  ['await is explicit', 'await $X', 'await a; a', ['await a']],
  ['assertions are transparent inside', 'f(a.b)', 'f(a.b as any); f((a as X).b!)', ['f(a.b as any)', 'f((a as X).b!)']],
  ['an assertion in the pattern', '$X as $T', 'a as string; a', ['a as string']],
  [
    'object keys in any order, others allowed',
    'f({b: 2, a: 1})',
    'f({a: 1, x: 0, b: 2}); f({a: 1})',
    ['f({a: 1, x: 0, b: 2})'],
  ],
  ['{} is any object', 'f({})', 'f({a: 1}); f(1)', ['f({a: 1})']],
  ['a key is the same in quotes', '({a: 1})', 'f({"a": 1}, {[a]: 1})', ['{"a": 1}']],
  ['a leading brace is an object', '{a: $X}', 'f({a: 1})', ['{a: 1}']],
  ['shorthand is a property', 'f({a: $X})', 'f({a})', ['f({a})']],
  ['values are not searched in depth', '$Y = {$X: "..."}', 'a = {b: {c: "x"}}', []],
  ['a method is a function member', 'f({k: function() {...}})', 'f({k() { x() }}); f({k: 1})', ['f({k() { x() }})']],
  ['a spread member', 'f({...$X})', 'f({...a, b}); f({b})', ['f({...a, b})']],
  [
    'functions of any kind',
    'f(function ($A) {...})',
    'f((a) => b); f(async function g(a) { x() }); f((a, b) => b)',
    ['f((a) => b)', 'f(async function g(a) { x() })'],
  ],
  ['an arrow with a body', '($A) => {...}', 'f(function (a) {}); f(() => 1)', ['function (a) {}']],
  [
    'an arrow returns its expression',
    '(...) => $X.y',
    'f(() => a.y); f(() => { return b.y }); f(() => { g(); return b.y })',
    ['() => a.y', '() => { return b.y }'],
  ],
  [
    'parameters with defaults and types',
    'function (a, ...) {...}',
    'f(function (a: string = "x", b) {})',
    ['function (a: string = "x", b) {}'],
  ],
  ['a destructured parameter in part', '({a, ...}) => {...}', 'f(({b, a}) => {}); f(({b}) => {})', ['({b, a}) => {}']],
  [
    'declarations and fields are assignments',
    '$X = 1',
    'const a = 1; class C { b = 1 } c = {d: 1}; e = 1',
    ['a = 1', 'b = 1', 'e = 1'],
  ],
  ['destructuring assignment in part', '{a} = $E', 'const {b, a} = e; const {c} = e', ['{b, a} = e']],
  ['deep expression', 'f(<... x ...>)', 'f(a(x + 1)); f(x); f(() => { x })', ['f(a(x + 1))', 'f(x)']],
  ['deep expression alone', '<... x.y ...>', 'f(x.y)', ['f(x.y)', 'x.y']],
  [
    'a typed metavariable by annotation',
    'f(($X: Foo))',
    'function g(a: Foo, b: Bar) { f(a); f(b); f(c) } f(new Foo())',
    ['f(a)', 'f(new Foo())'],
  ],
  ['a typed metavariable by literal', 'f(($X: string))', 'f("a"); f(1)', ['f("a")']],
  ['names are no expressions', 'a', 'a; x.a; ({a: 1}); const b = {a}; function g(a) {}', ['a', 'a']],
  ['property names are no strings', '"a"', '({"a": 1}); import "a"; f("a")', ['"a"']],
  ['JSX attributes in any order', '<a x={$X} y="1" />', '<a y="1" z x={f()}>t</a>', ['<a y="1" z x={f()}>t</a>']],
  ['a JSX attribute by string or expression', '<$E x={$V} />', '<a x="lit"/>', ['<a x="lit"/>']],
  [
    'a JSX attribute of any value',
    '<$EL ... danger=... />',
    '<div a danger={{x: y}}>t</div>',
    ['<div a danger={{x: y}}>t</div>'],
  ],
  ['JSX children', '<a>...<b/>...</a>', '<a><c/>text<b/></a>', ['<a><c/>text<b/></a>']],
  [
    'equal metavariables',
    '$X === $X',
    'a === a; a === b; a.b === a.b; f() === f()',
    ['a === a', 'a.b === a.b', 'f() === f()'],
  ],
  ['equal constants', '$X === $X', 'const x = "s"; x === "s"; x === "t"', ['x === "s"']],
  ['the anonymous metavariable never unifies', 'f($_, $_)', 'f(a, b)', ['f(a, b)']],
  ['equal runs of arguments', 'f($...A) + g($...A)', 'f(1, 2) + g(1, 2); f(1) + g(2)', ['f(1, 2) + g(1, 2)']],
  ['a decorator is a call', 'Get(...)', 'class A { @Get("x") m() {} }', ['Get("x")']],
  ['super is a call', '$F(1)', 'class A extends B { constructor() { super(1) } }', ['super(1)']],
  ['logical operators', '$A && $B', 'a && b; a || b', ['a && b']],
  ['conditional', '$A ? $B : $C', 'a ? b : c', ['a ? b : c']],
  ['private members', 'this.#x', 'class A { #x; m() { this.#x; this.x } }', ['this.#x']],
];

test.each(table)('%s: %s', (_name, pattern, text, expected) => {
  expect(matchesOf(code, { code: pattern }, codeView(text)).map((found) => found.code)).toEqual(expected);
});

test('a list of patterns means any of them', () => {
  const found = matchesOf(
    code,
    { code: ['eval(...)', 'new Function(...)'] },
    codeView('eval(a); f(); new Function(b)'),
  );
  expect(found.map((one) => one.code)).toEqual(['eval(a)', 'new Function(b)']);
});

test('a type assertion in angle brackets', () => {
  const view = codeView('f(<string>a)', 'a.ts');
  expect(matchesOf(code, { code: '$X as $T' }, view)).toEqual([{ code: '<string>a', $X: 'a', $T: 'string' }]);
  expect(matchesOf(code, { code: '<string>$X' }, view)).toEqual([{ code: '<string>a', $X: 'a' }]);
});

test('candidates may be asked for inside one node', () => {
  const view = codeView('f(1); function g() { f(2) }');
  const [scope] = view.index.ofTypes(['FunctionDeclaration']);
  const prepared = code.prepare({ code: 'f($X)' });
  const inside = [...prepared.candidates(view, scope)].filter((node) => [...prepared.match(view, node, {})].length > 0);
  expect(inside.map((node) => view.document.file.text.slice(...node.range))).toEqual(['f(2)']);
});

test('an object pattern matches once for each property', () => {
  const text = `supabase.from('orders').select().insert({ status: 'paid', n: 1, ...rest })`;
  const pattern = '$DB.from($T). ... .insert({..., $C: $V, ...})';
  expect(matchesOf(code, { code: pattern }, codeView(text))).toEqual([
    { code: text, $DB: 'supabase', $T: 'orders', $C: 'status', $V: 'paid' },
    { code: text, $DB: 'supabase', $T: 'orders', $C: 'n', $V: '1' },
  ]);
});
