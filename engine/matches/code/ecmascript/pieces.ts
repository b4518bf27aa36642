import type { Dialect } from '../dialect.ts';
import type { Next, NodePattern as AnyNodePattern, Trial } from '../adapter.ts';
import type { Node } from './estree.ts';

export type { Next, Trial };
export { anything, bind, inTurn } from '../trial.ts';
export type NodePattern = AnyNodePattern<Node>;
/** Of what is matched one part after the other (`inTurn`). */
export type Step = (trial: Trial, next: Next) => boolean;

/** What compiles the pieces of a pattern; each kind of piece has a file of its own that is given this. */
export interface Compiler {
  /** In the place of an expression, a type or anything else that has no rule of its own. */
  expression(pattern: Node): NodePattern;
  /** An expression that is a pattern by itself: what `e`, `e;` and `<... e ...>` look for. */
  whole(pattern: Node): NodePattern;
  /** In the place of a name: a key, a property, something declared. */
  name(pattern: Node): NodePattern;
  /** A declared name, a parameter or the target of an assignment, which may be destructured. */
  target(pattern: Node): NodePattern;
  statement(pattern: Node): NodePattern;
  /** A function's body, a block or a branch. */
  body(pattern: Node): NodePattern;
  /** The text of the whole pattern, as parsed. */
  readonly code: string;
  readonly dialect: Dialect;
}
