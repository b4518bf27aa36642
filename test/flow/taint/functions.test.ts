import { expect, test } from 'vitest';
import { taintedLines } from './taint-of.ts';

/** Lines in which tainted data arrives where calls in the file are followed. */
const followed = (code: string): readonly number[] => taintedLines(code, { options: { taint_intrafile: true } });

test('items of a list reach the callbacks of its methods', () => {
  const code = `const list = [source(), 'a'];
list.forEach((x) => sink(x));
list.some((x) => sink(x));
[1, 'a'].forEach((x) => sink(x));
list.forEach((x, i) => sink(i));
list.forEach((x, i, all) => sink(all));
list.map(({ name }) => sink(name));
list.filter(handler);
list.sort((a, b) => sink(b));
function handler(x) {
  sink(x);
}
`;
  expect(followed(code)).toEqual([2, 3, 6, 7, 9, 11]);
});

test('what methods give back is made of what their callbacks return', () => {
  const code = `const list = [source()];
sink(list.map((x) => x.name));
sink(list.map(() => 'a'));
sink(list.map((x) => x)[0]);
sink(['a'].map(() => source()));
sink(list.filter(() => true));
sink(list.find(() => true));
sink(list.flatMap((x) => [x]));
sink(list.reduce((all, x) => all + x, ''));
sink(list.reduce((all) => all, ''));
sink(['a'].reduce((all, x) => all + x, source()));
sink(list.reduce((all, x) => ({ ...all, [x]: 1 }), {}));
`;
  expect(followed(code)).toEqual([2, 4, 5, 6, 7, 8, 9, 11, 12]);
});

test('promises hand on what they are kept with', () => {
  const code = `load(source()).then((x) => sink(x));
load('a').then((x) => sink(x));
load(source()).then(() => 'a').then((x) => sink(x));
load('a').then(() => source()).then((x) => sink(x));
load(source()).then(f, (error) => sink(error));
load(source()).catch((error) => sink(error));
`;
  expect(followed(code)).toEqual([1, 4, 5, 6]);
});

test('callbacks change what they capture, in none, one or several turns', () => {
  const code = `function a(list) {
  let last = '';
  [source()].forEach((x) => {
    sink(last);
    last = x;
  });
  sink(last);
}
function b() {
  let kept = source();
  [1].forEach(() => {
    kept = '';
  });
  sink(kept);
}
`;
  expect(followed(code)).toEqual([4, 7, 14]);
});

test('parameters that are functions are called with what they are given', () => {
  const code = `const each = (list, f) => {
  for (const item of list) f(item);
};
const twice = (f, x) => each([x], f);
const apply = (f, x) => f(x);
each([source()], (x) => sink(x));
twice((x) => sink(x), source());
twice((x) => sink(x), 'a');
sink(apply((x) => x, source()));
sink(apply(() => 'a', source()));
let kept = '';
twice((x) => {
  kept = x;
}, source());
sink(kept);
export const run = (f) => sink(f(source()));
`;
  expect(followed(code)).toEqual([6, 7, 9, 15, 16]);
});

test('what collections are given stays in them', () => {
  const code = `const list = [];
list.push('a', source());
sink(list[0]);
const o = { a: [], b: [] };
[source()].forEach((x) => o.a.push(x));
sink(o.a);
sink(o.b);
const map = new Map();
map.set(source(), 'a');
sink(map);
map.set('a', source());
sink(map.get('a'));
`;
  expect(followed(code)).toEqual([3, 6, 12]);
});

test('a function of that name of another object is not looked into', () => {
  expect(followed("_.map([source()], (x) => sink(x));\nsink(_.map([source()], () => 'a'));\n")).toEqual([2]);
});

test('without following calls, callbacks are not called with anything', () => {
  expect(taintedLines("[source()].forEach((x) => sink(x));\nsink([source()].map(() => 'a'));\n")).toEqual([2]);
});
