import type { Range } from '../../../model/region.ts';

/** A metavariable's text: of `$X` under `X`, of `$...X` under `X` as well. */
export interface GenericBinding {
  readonly text: string;
  readonly range: Range;
}

export interface GenericMatch {
  readonly range: Range;
  readonly bindings: Readonly<Record<string, GenericBinding>>;
}
