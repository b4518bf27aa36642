import type { Range } from '../../model/region.ts';
import type { DocumentView, LocalBindings } from '../matcher.ts';
import type { CodeRange, Setting } from './code-range.ts';
import type { Extent } from './leaf.ts';

/** What a formula is evaluated on. */
export interface Scene extends Setting {
  readonly view: DocumentView;
  /** What is bound outside of the formula. */
  readonly given: LocalBindings;
  /** Only this code is looked at. */
  readonly extent?: Extent;
  /** In a nested formula: all that is looked at, which stands in for the positive that it may lack. */
  readonly whole?: Range;
}

/** A formula, compiled. */
export interface RangeMatcher {
  /** Bound by every range that is found. */
  readonly binds: readonly string[];
  /** How much is left of a document, roughly: the smaller, the earlier it is worth trying. */
  readonly width: number;
  /** The cheap way to a no about a document. */
  mayHold(view: DocumentView): boolean;
  find(scene: Scene): readonly CodeRange[];
}
