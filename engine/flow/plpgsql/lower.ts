import type { Analysed } from '../../documents/javascript/scope.ts';
import type { BodyStatement, PlKind, PlStatement, SqlBody, SqlExpression, SqlFile } from '../../documents/sql/node.ts';
import type { TreeNode } from '../../model/document.ts';
import { builderOf, draftUnit, finish, type DraftUnit } from '../builder.ts';
import type { Callee, Lowered, Point, Unit } from '../graph.ts';
import { blockStatement } from './blocks.ts';
import { conditionOf } from './conditions.ts';
import { caseStatement, endlessLoop, ifStatement, overRows, whileLoop } from './control.ts';
import { listOf, withVariables, type Lowering } from './lowering.ts';
import { assertion, assignment, jump, plainStatement, raise, returning, sqlStatement } from './statements.ts';
import { valueOf } from './values.ts';

const lowerings: Partial<Readonly<Record<PlKind, (l: Lowering, node: PlStatement) => void>>> = {
  block: blockStatement,
  if: ifStatement,
  case: caseStatement,
  loop: endlessLoop,
  while: whileLoop,
  for: overRows,
  foreach: overRows,
  exit: jump,
  continue: jump,
  return: returning,
  raise,
  assert: assertion,
  assign: assignment,
};

interface Waiting {
  readonly unit: DraftUnit;
  readonly body: SqlBody | SqlFile;
}

/** The statements of a file in their order, and each function that it creates. DO blocks and EXECUTE of a constant run where they stand. */
export function lowerSql(view: Analysed): Lowered {
  const root = view.document.tree!.root as SqlFile;
  const starts = new Map<TreeNode, Point[]>();
  const module = draftUnit({ kind: 'module', node: root, isAsync: false });
  const queue: Waiting[] = [{ unit: module, body: root }];
  const unitOf = new Map<TreeNode, DraftUnit>([[root, module]]);
  let variables = 0;
  const make = (body: SqlBody, name: string): void => {
    const unit = draftUnit({ kind: 'function', node: body, name: `${name}()`, isAsync: false, parent: module });
    unitOf.set(body, unit);
    queue.push({ unit, body });
  };
  for (const { unit, body } of queue) lowerUnit(unit, body, { view, starts, make, declare: () => ++variables });
  const functions = queue.slice(1).map(({ unit }) => unit);
  functions.sort((a, b) => a.node.range[0] - b.node.range[0]);
  const units: readonly DraftUnit[] = [module, ...functions];
  units.forEach((unit, i) => (unit.id = i));
  return {
    units,
    starts,
    same: new Map(),
    unitOf: (node) => unitOf.get(node),
    unitAround: (node) => around(view, node, unitOf),
    calleeOf: (call) => calleeOf(call as SqlExpression, functions),
    functionOf: () => ({ kind: 'unknown', reason: 'values of SQL are no functions' }),
    exports: new Map(),
    stars: [],
  };
}

interface Shared extends Pick<Lowering, 'view' | 'starts' | 'declare'> {
  readonly make: Lowering['unit'];
}

function lowerUnit(unit: DraftUnit, body: SqlBody | SqlFile, { make, ...shared }: Shared): void {
  const l: Lowering = {
    ...shared,
    builder: builderOf(unit),
    scope: new Map(),
    unit: make,
    statements(nodes) {
      for (const node of nodes) lowerStatement(this, node);
    },
    value(node) {
      return valueOf(this, node);
    },
    condition(node, wanted) {
      return conditionOf(this, node, wanted);
    },
  };
  if (body.type === 'body')
    l.scope = withVariables(
      l,
      body.variables.filter(({ range }) => !range),
    );
  l.statements(body.statements);
  finish(l.builder);
}

function lowerStatement(l: Lowering, node: BodyStatement): void {
  if (node.type === 'statement') sqlStatement(l, node);
  else (lowerings[node.kind] ?? plainStatement)(l, node);
}

function around(view: Analysed, node: TreeNode, unitOf: ReadonlyMap<TreeNode, Unit>): Unit | undefined {
  for (let up = view.index.parent(node); up; up = view.index.parent(up)) {
    const unit = unitOf.get(up);
    if (unit) return unit;
  }
  return undefined;
}

/**
 * The function of the same file, if it has one of that name; any other may be defined in any file. Names end in `()`: no
 * function of another language is meant by them.
 */
function calleeOf({ raw }: SqlExpression, functions: readonly Unit[]): Callee {
  const names = listOf(raw.FuncCall?.funcname).map(({ String: text }) => String(text?.sval ?? ''));
  const name = `${names.at(-1) ?? ''}()`;
  if (names.length > 1 && names[0] === 'pg_catalog') return { kind: 'external', name };
  const [only, ...others] = functions.filter((unit) => unit.name === name);
  if (only && others.length === 0) return { kind: 'unit', unit: only };
  return { kind: 'unknown', reason: 'functions of SQL may be defined in any file', name };
}
