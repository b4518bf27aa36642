import type { TreeNode } from '../model/document.ts';

/**
 * What code does, step by step, in the order of evaluation: a control-flow graph for each function, of instructions
 * whose nested calls, assignments and short circuits are steps of their own. A language lowers its tree to this;
 * constants, taint and dominance know nothing else. Each piece knows the tree node it stands for.
 */
export interface FlowGraph {
  /** Module first, then in source order. */
  readonly units: readonly Unit[];
  /** The unit whose steps the node belongs to (of a function node: the unit that evaluates the function expression). */
  unitAround(node: TreeNode): Unit | undefined;
  /** The unit that a function node (or the program, a class, a class body) is the body of. */
  unitOf(node: TreeNode): Unit | undefined;
  /**
   * Where the value of an expression comes about: of a call its call, of an identifier or a member what fetches it, of a
   * condition its branch; of a statement its first step. Several where code is run on several ways (`finally`); none for
   * what does not run (types, names of properties).
   */
  pointsAt(node: TreeNode): readonly Point[];
  /** What a call, `new` or tagged template runs, as far as its own file tells. */
  calleeOf(call: TreeNode): Callee;
  /** Which function the value of an expression is: what a call of it would run. */
  functionOf(node: TreeNode): Callee;
  /**
   * By the name of the export, also for members: `default`, `svc.check` of an exported object, `Service.of` of a class,
   * `Service#.check` of its instances; `Service#` where the class of an exported object is imported. What is handed on from
   * another module is the import, a module as a whole under the name `*`.
   */
  readonly exports: ReadonlyMap<string, Callee>;
  /** Modules all of whose exports are exported, as they are written. */
  readonly stars: readonly string[];
}

/** Names of imports are those of `FlowGraph.exports` in the other module. */
export type Callee =
  | { readonly kind: 'unit'; readonly unit: Unit }
  /** `from` as it is written; `name` is `default` for the module itself where that is what is called. */
  | { readonly kind: 'import'; readonly from: string; readonly name: string }
  /** What nothing in the file declares: `fetch`, `console.log`, `String.prototype.trim` of a text. */
  | { readonly kind: 'external'; readonly name: string }
  | {
      readonly kind: 'unknown';
      /** Half a sentence for people. */
      readonly reason: string;
      /** The name it is called under, where it has one. */
      readonly name?: string;
      /** It is what the caller of `unit` passes there. */
      readonly parameter?: { readonly unit: Unit; readonly index: number };
      /** A function that it most likely runs, though not with the arguments of the call: `cache(f)`, `f.call(x)`. */
      readonly wraps?: Unit;
    };

/** What a language makes of a document: the graph but for its index of points, which is the same for all. */
export interface Lowered extends Omit<FlowGraph, 'pointsAt'> {
  /** The first steps of each statement. */
  readonly starts: ReadonlyMap<TreeNode, readonly Point[]>;
  /** Nodes whose value is that of a node within them, which alone is part of the graph: casts around storage. */
  readonly same: ReadonlyMap<TreeNode, TreeNode>;
}

/** What runs as one: the module's top level, a function, the field initialisers and static blocks of a class. */
export interface Unit {
  readonly id: number;
  readonly kind: 'module' | 'function' | 'class';
  readonly node: TreeNode;
  /** The name it is declared or assigned under. */
  readonly name?: string;
  /** The unit around it. */
  readonly parent?: Unit;
  readonly isAsync: boolean;
  readonly parameters: readonly Parameter[];
  /** `points[0]` is the entry. */
  readonly points: readonly Point[];
  readonly entry: Point;
  /** Reached by every `return` and by the end of the body. */
  readonly exit: Point;
  /** Reached by every exception that nothing in the unit catches. */
  readonly escape: Point;
}

/** A destructured parameter is a temporary that the first instructions take apart. */
export interface Parameter {
  readonly node: TreeNode;
  readonly target: LValue;
  readonly isRest: boolean;
}

export interface Point {
  /** Its index in `Unit.points`. */
  readonly id: number;
  readonly unit: Unit;
  readonly instruction: Instruction;
  readonly successors: readonly Edge[];
  readonly predecessors: readonly Edge[];
}

/**
 * `throw` leaves the instruction before it has done anything; `true` and `false` leave a `branch`, and so does `null` in SQL,
 * whose conditions may be neither. What may throw: calls but those of JSX elements, `await`, `yield`; reading a member does not;
 * in SQL any statement and condition.
 */
export interface Edge {
  readonly kind: 'next' | 'true' | 'false' | 'null' | 'throw';
  readonly from: Point;
  readonly to: Point;
}

export type Instruction =
  | { readonly kind: 'entry' | 'exit' | 'escape' | 'join'; readonly node: TreeNode }
  | { readonly kind: 'assign'; readonly node: TreeNode; readonly target: LValue; readonly value: Expression }
  | Call
  /** `node` is the condition; the edges `true` and `false` leave. Loops over a collection branch on an `unknown` of it. */
  | { readonly kind: 'branch'; readonly node: TreeNode; readonly condition: Expression }
  | { readonly kind: 'return'; readonly node: TreeNode; readonly value?: Expression }
  | { readonly kind: 'throw'; readonly node: TreeNode; readonly value: Expression }
  /** An expression evaluated for nothing (`x;`), a declaration without value, `debugger`, `x++` on what is no storage. */
  | { readonly kind: 'evaluate'; readonly node: TreeNode; readonly value: Expression };

export interface Call {
  readonly kind: 'call';
  /** The call expression, `new`, tagged template, JSX element or `import()` that it stands for. */
  readonly node: TreeNode;
  /** Where the result goes: always a temporary, which the next instructions fetch. */
  readonly result: LValue;
  /** `fetch` of `o.m` for a method call: the receiver is the l-value without its last offset. */
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  readonly isNew: boolean;
}

export interface Argument {
  readonly value: Expression;
  readonly isSpread: boolean;
}

/** Storage: a variable or temporary, and a path of fields into it. */
export interface LValue {
  readonly node: TreeNode;
  readonly base: Base;
  readonly offsets: readonly Offset[];
}

export type Base =
  /** `declaration` tells variables of one name apart; absent for globals and what is declared nowhere. */
  | { readonly kind: 'variable'; readonly name: string; readonly declaration?: number; readonly node: TreeNode }
  | { readonly kind: 'temporary'; readonly id: number; readonly node: TreeNode }
  | { readonly kind: 'this' | 'super'; readonly node: TreeNode }
  /** The value of an expression that is no storage: the receiver in `f().x` is a temporary instead. */
  | { readonly kind: 'value'; readonly value: Expression };

/** `node` is all of the path up to and including the offset: of `a.b.c` the first has the node of `a.b`. */
export type Offset =
  | { readonly kind: 'field'; readonly name: string; readonly node: TreeNode }
  /** A constant string or number index is a `field` too. */
  | { readonly kind: 'index'; readonly index: Expression; readonly node: TreeNode };

/** Without side effects: what has any became an instruction before it. */
export type Expression =
  | { readonly kind: 'fetch'; readonly node: TreeNode; readonly from: LValue }
  | { readonly kind: 'literal'; readonly node: TreeNode; readonly value: string | number | boolean | null | undefined }
  /**
   * Operators as they are written; `++` and `--` of the old value; and of what a pattern takes: `rest` of an object and the
   * keys that it is without, `slice` of a list and the index that it starts at.
   */
  | {
      readonly kind: 'operator';
      readonly node: TreeNode;
      readonly operator: string;
      readonly operands: readonly Expression[];
    }
  /** `operator` of its own since constants are evaluated: the pieces in order, texts as literals. */
  | { readonly kind: 'template'; readonly node: TreeNode; readonly pieces: readonly Expression[] }
  | { readonly kind: 'list'; readonly node: TreeNode; readonly items: readonly Argument[] }
  | { readonly kind: 'record'; readonly node: TreeNode; readonly fields: readonly Field[] }
  /** A type assertion, `await`, parentheses: the value goes through. */
  | { readonly kind: 'cast'; readonly node: TreeNode; readonly operator: string; readonly value: Expression }
  | { readonly kind: 'function'; readonly node: TreeNode; readonly unit: Unit }
  /** A regular expression, a class, a type, anything else: what it is made of. */
  | { readonly kind: 'other'; readonly node: TreeNode; readonly parts: readonly Expression[] };

export type Field =
  | { readonly kind: 'field'; readonly name: string; readonly node: TreeNode; readonly value: Expression }
  | { readonly kind: 'computed'; readonly key: Expression; readonly node: TreeNode; readonly value: Expression }
  | { readonly kind: 'spread'; readonly node: TreeNode; readonly value: Expression };
