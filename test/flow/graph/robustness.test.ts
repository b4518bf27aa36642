import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FlowGraph, Point, Unit } from '../../../engine/flow/graph.ts';
import { dominators } from '../../../engine/flow/paths.ts';
import type { TreeNode } from '../../../engine/model/document.ts';
import { graphOf, type Flow } from './graph-of.ts';

const engine = join(import.meta.dirname, '../../../engine');
const sources = readdirSync(engine, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));

/** One of everything that runs. */
const rich = `
import d, { a as b } from './m';
@decorate(d) export abstract class Base<T> extends mixin(b) implements I.J {
  static #n = 0; accessor q = a.b; [key()] = (x as T)!; declare z: number; static { Base.#n++; }
  constructor(private readonly p: string, q = p ?? 'x', { r, ...s }: R = {}) { super(...[p, q]); this.#m\`t\${r}\`; }
  async *#m([x, , y = x]: string[]): AsyncGenerator { for await (const z of x) { yield* this.q?.[y]?.(z) } return new.target; }
  abstract k(): void; get g() { return #n in this; } set g(v) { super.g = v; }
}
export default async function main(this: Window, ...args) {
  label: for (let i = 0, j; i < 10 && j !== i; i++, j--) {
    if (!i) continue label; else if (i > 5 || (j && i)) break label;
    switch (typeof i) { case 'a': case b(): { f(); break; } default: throw new Error(\`\${i}\`); }
  }
  try { ({ a: o.p, ['b' + c]: q[0] } = await import('./n')); } catch { delete o.p; } finally { void 0, (() => this)(); }
  do { x ||= y &&= z ??= arguments.length; } while (x instanceof Y ? 'k' in x : !(a && b));
  for (const k in o) with (k) eval('1'); f()!.u = d; f(a).b.c ||= 1; while (1) debugger;
  const el = <><A.B {...o} on x={c && <i/>} y={/r/g}>{...l}{n ? t : 's'}</A.B></>;
  return function named() { return class extends (a, b) { static s = -1n; } };
}
enum E { X = 1 << 2, Y = f(), Z } namespace N { export const v = <const T,>(x: T): x is T => x satisfies any; }
`;

const types = new Set(
  `CallExpression NewExpression MemberExpression LogicalExpression ConditionalExpression AssignmentExpression UpdateExpression
  BinaryExpression UnaryExpression TemplateLiteral TaggedTemplateExpression ArrayExpression ObjectExpression AwaitExpression
  YieldExpression ArrowFunctionExpression ThisExpression SequenceExpression ImportExpression ChainExpression ClassExpression
  JSXElement JSXFragment TSAsExpression TSNonNullExpression TSSatisfiesExpression MetaProperty AssignmentPattern ObjectPattern
  ArrayPattern ExpressionStatement IfStatement ForStatement ForInStatement ForOfStatement WhileStatement DoWhileStatement
  ReturnStatement ThrowStatement BreakStatement ContinueStatement SwitchStatement TryStatement VariableDeclaration
  LabeledStatement WithStatement DebuggerStatement FunctionDeclaration ClassDeclaration TSEnumDeclaration`.split(/\s+/),
);

/** Types and what is only declared do not run, nor does the text of a tagged template by itself. */
function runs(node: TreeNode, { view }: Flow): boolean {
  if (!types.has(node.type)) return false;
  const parent = view.index.parent(node);
  if (node.type === 'TemplateLiteral' && parent?.type === 'TSLiteralType') return false;
  for (let up: TreeNode | undefined = node; up; up = view.index.parent(up)) {
    if (
      /^TS(Type|Interface|ClassImplements|Declare|Abstract)/.test(up.type) ||
      ('declare' in up && up.declare === true)
    )
      return false;
  }
  return true;
}

function withoutPoint(flow: Flow): readonly string[] {
  return flow.view.index
    .all()
    .filter((node) => runs(node, flow) && flow.graph.pointsAt(node).length === 0)
    .map((node) => `${node.type}: ${flow.view.document.file.text.slice(...node.range)}`);
}

function points({ units }: FlowGraph): readonly Point[] {
  return units.flatMap((unit) => unit.points);
}

/** What is wrong with the shape of a unit, as sentences. */
function flaws(unit: Unit): readonly string[] {
  const { entry, exit, escape } = unit;
  return unit.points.flatMap((point) => {
    const { id, instruction, successors, predecessors } = point;
    const kinds = successors.map(({ kind }) => kind).filter((kind) => kind !== 'throw');
    const expected =
      point === exit || point === escape || instruction.kind === 'throw'
        ? ''
        : instruction.kind === 'branch'
          ? 'true false'
          : 'next';
    const wanted = new Set(expected.split(' '));
    return [
      unit.points[id] !== point && 'is not at its index',
      point.unit !== unit && 'is of another unit',
      predecessors.some((edge) => edge.to !== point || !edge.from.successors.includes(edge)) &&
        'has a wrong predecessor',
      successors.some((edge) => edge.from !== point || !edge.to.predecessors.includes(edge)) && 'has a wrong successor',
      successors.some(({ to }) => to.unit !== unit) && 'leads to another unit',
      point === entry && predecessors.length > 0 && 'is an entry that is led to',
      kinds.some((kind) => !wanted.has(kind)) && `has the ways ${kinds.join()}`,
      kinds.length === 0 && expected !== '' && 'ends nowhere',
    ]
      .filter((flaw) => flaw !== false)
      .map((flaw) => `${unit.name ?? unit.kind} ${id}: ${flaw}`);
  });
}

function unreached(graph: FlowGraph): readonly Point[] {
  return points(graph).filter(
    ({ instruction, predecessors }) => predecessors.length === 0 && !/entry|exit|escape/.test(instruction.kind),
  );
}

describe('everything that runs is in the graph', () => {
  test('one of everything', () => {
    const flow = graphOf(rich);
    expect(flow.view.document.problems).toEqual([]);
    expect(withoutPoint(flow)).toEqual([]);
    expect(flow.graph.units.flatMap(flaws)).toEqual([]);
    expect(unreached(flow.graph).map(({ instruction }) => instruction.kind)).toEqual(['branch']);
  });

  test.each(sources)('engine/%s', (path) => {
    const flow = graphOf(readFileSync(join(engine, path), 'utf8'), path);
    expect(withoutPoint(flow)).toEqual([]);
    expect(flow.graph.units.flatMap(flaws)).toEqual([]);
    expect(unreached(flow.graph)).toEqual([]);
    for (const unit of flow.graph.units) expect(dominators(unit)[unit.entry.id]).toBeUndefined();
  });
});

/** As deep as the parser goes; 20,000 with a bigger stack. */
const times = 400;
const deep: Readonly<Record<string, readonly [string, number]>> = {
  'a sum': [`x = ${'a + '.repeat(times)}1;`, 10],
  'a conjunction': [`if (${'a && '.repeat(times)}b) c();`, 405],
  'choices in choices': [`x = ${'a ? b : '.repeat(times)}c;`, 805],
  'else if': [`${'if (a) b(); else '.repeat(times)}c();`, 804],
  'a path of members': [`x = a${'.b'.repeat(times)};`, 10],
  'an optional chain': [`a${'?.b'.repeat(times)};`, 410],
  'finalizers in finalizers': [`${'try { a(); } finally { '.repeat(60)}${'}'.repeat(60)}`, 466],
};

describe('deep code', () => {
  test.each(Object.entries(deep))('%s', (_, [code, size]) => {
    expect(points(graphOf(code, 'a.ts').graph).length).toBe(size);
  });
});

test('a document without code has no units', () => {
  const { graph, node } = graphOf('{ "a": 1 }', 'a.json');
  expect(graph.units).toEqual([]);
  const root = node('{ "a": 1 }');
  expect([graph.unitAround(root), graph.unitOf(root), graph.pointsAt(root)]).toEqual([undefined, undefined, []]);
  expect(graph.calleeOf(root)).toEqual({ kind: 'unknown', reason: 'the language is not followed' });
});
