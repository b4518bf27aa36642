import type {
  Argument,
  Edge,
  Expression,
  Field,
  FlowGraph,
  Instruction,
  LValue,
  Point,
  Unit,
} from '../../../engine/flow/graph.ts';

/** A graph as text, a line for each point: `3  $1 = f(a)  → 4, throw → 9`. The `next` edge to the following line is left out. */
export function printFlow(graph: FlowGraph): string {
  return graph.units.map(printUnit).join('\n\n');
}

function printUnit(unit: Unit): string {
  const { id, kind, name, parameters, points } = unit;
  const passed = parameters.map(({ target, isRest }) => `${isRest ? '...' : ''}${lvalue(target)}`);
  const head = `${unit.isAsync ? 'async ' : ''}${kind} ${id}${name === undefined ? '' : ` ${name}`}(${passed.join(', ')})`;
  return [head, ...points.map(printPoint)].join('\n');
}

export function printPoint(point: Point): string {
  const { id, instruction, successors, predecessors } = point;
  const isOnlyNext = successors.length === 1 && successors[0]!.kind === 'next' && successors[0]!.to.id === id + 1;
  const ways = isOnlyNext ? '' : [...successors].sort(byKind).map(edge).join(', ');
  const isDead = predecessors.length === 0 && !/entry|exit|escape/.test(instruction.kind);
  return `  ${id} ${isDead ? '(unreachable) ' : ''}${printInstruction(instruction)}${ways === '' ? '' : `  → ${ways}`}`;
}

const kinds: readonly Edge['kind'][] = ['next', 'true', 'false', 'null', 'throw'];

function byKind(a: Edge, b: Edge): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
}

function edge({ kind, to }: Edge): string {
  return kind === 'next' ? `${to.id}` : `${kind} ${to.id}`;
}

export function printInstruction(instruction: Instruction): string {
  switch (instruction.kind) {
    case 'assign':
      return `${lvalue(instruction.target)} = ${printExpression(instruction.value)}`;
    case 'call': {
      const { result, callee, isNew } = instruction;
      return `${lvalue(result)} = ${isNew ? 'new ' : ''}${printExpression(callee)}(${list(instruction.arguments)})`;
    }
    case 'branch':
      return `if ${printExpression(instruction.condition)}`;
    case 'return':
      return instruction.value ? `return ${printExpression(instruction.value)}` : 'return';
    case 'throw':
    case 'evaluate':
      return `${instruction.kind} ${printExpression(instruction.value)}`;
    default:
      return instruction.kind;
  }
}

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'fetch':
      return lvalue(expression.from);
    case 'literal':
      return expression.value === undefined ? 'undefined' : JSON.stringify(expression.value);
    case 'operator':
      return `(${expression.operator} ${all(expression.operands)})`;
    case 'template':
      return `\`${all(expression.pieces)}\``;
    case 'list':
      return `[${list(expression.items)}]`;
    case 'record':
      return `{${expression.fields.map(field).join(', ')}}`;
    case 'cast':
      return `(${expression.operator} ${printExpression(expression.value)})`;
    case 'function':
      return `unit ${expression.unit.id}`;
    case 'other':
      return `<${[expression.node.type, ...expression.parts.map(printExpression)].join(' ')}>`;
  }
}

function all(expressions: readonly Expression[]): string {
  return expressions.map(printExpression).join(' ');
}

function list(items: readonly Argument[]): string {
  return items.map(({ value, isSpread }) => `${isSpread ? '...' : ''}${printExpression(value)}`).join(', ');
}

function field(field: Field): string {
  const value = printExpression(field.value);
  if (field.kind === 'spread') return `...${value}`;
  return field.kind === 'field' ? `${field.name}: ${value}` : `[${printExpression(field.key)}]: ${value}`;
}

function lvalue({ base, offsets }: LValue): string {
  const path = offsets.map((offset) =>
    offset.kind === 'field' ? `.${offset.name}` : `[${printExpression(offset.index)}]`,
  );
  return `${baseText(base)}${path.join('')}`;
}

function baseText(base: LValue['base']): string {
  if (base.kind === 'variable') return base.declaration === undefined ? base.name : `${base.name}#${base.declaration}`;
  if (base.kind === 'temporary') return `$${base.id}`;
  return base.kind === 'value' ? printExpression(base.value) : base.kind;
}
