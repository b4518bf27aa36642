import type { Frame, Place, Range, Region } from '../model/region.ts';
import type { SourceFile } from '../model/source-file.ts';
import { lazyLineHash, type LineHash } from './line-hash.ts';
import { lineIndex, type LineIndex } from './lines.ts';
import { placeOf, regionOf } from './place.ts';

/** A file in which places are made presentable. */
interface PlacedFile {
  readonly path: string;
  readonly region: (range: Range) => Region;
  readonly place: (range: Range) => Place;
}

/**
 * A place of which nothing but the path is made before somebody asks: a catalog has tens of thousands, few of which are
 * shown. A class, since the accessors of an object literal would take more memory than what they put off.
 */
class LazyPlace {
  readonly path: string;
  readonly #file: PlacedFile;
  readonly #range: Range;
  #made: Place | undefined;

  constructor(file: PlacedFile, range: Range) {
    this.path = file.path;
    this.#file = file;
    this.#range = range;
  }

  /** Asked for far more often than the rest, and made at little cost. */
  get region(): Region | undefined {
    return this.#made ? this.#made.region : this.#file.region(this.#range);
  }

  get frame(): Frame | undefined {
    return this.toJSON().frame;
  }

  get snippet(): string | undefined {
    return this.toJSON().snippet;
  }

  get lineHash(): string | undefined {
    return this.toJSON().lineHash;
  }

  /** All of it. Accessors are not printed otherwise. */
  toJSON(): Place {
    return (this.#made ??= this.#file.place(this.#range));
  }
}

/** Makes places of ranges in a file: what reports show of one is read from the text when it is first asked for. */
export function lazyPlaces({ path, text, bom }: Pick<SourceFile, 'path' | 'text' | 'bom'>): (range: Range) => Place {
  let lines: LineIndex | undefined;
  let hash: LineHash | undefined;
  const index = (): LineIndex => (lines ??= lineIndex(text));
  const marked = ([start, end]: Range): Range => [start, start + text.slice(start, end).trimEnd().length];
  const file: PlacedFile = {
    path,
    region: (range) => regionOf(text, index(), marked(range)),
    place: (range) => placeOf(path, text, index(), (hash ??= lazyLineHash(text, bom)), marked(range)),
  };
  // what an accessor gives as undefined counts as absent
  return (range) => new LazyPlace(file, range) as Place;
}
