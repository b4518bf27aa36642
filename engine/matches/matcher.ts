import type { ConfigBases, ModuleAlias } from '../model/context.ts';
import type { Binding, Bindings, Cause } from '../model/binding.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Document, Family, TreeNode } from '../model/document.ts';
import type { Compared } from '../model/fact.ts';
import type { AnchorValue, Formula } from '../model/formula.ts';
import type { PackageFact } from '../model/package-fact.ts';
import type { Place, Range } from '../model/region.ts';
import type { DocumentIndex } from './walk.ts';

/** A JSON Schema fragment, as it goes into schemas/policy.schema.json. */
export type JsonSchema = { readonly [key: string]: unknown };

/** A binding that still knows its node; what is declared here never leaves the map. */
export interface LocalBinding extends Binding {
  readonly node?: TreeNode;
  /** All nodes of a run (`$...ARGS`). */
  readonly nodes?: readonly TreeNode[];
  /** Exactly what was bound: of a run from its first to its last node; absent for an empty run. */
  readonly range?: Range;
  /** It is what stands inside a string or regular expression (`"$X"`, `/$X/`), not code. */
  readonly content?: boolean;
  /** It stands in the place of a name: a literal there is a key. */
  readonly isName?: boolean;
}
export type LocalBindings = Readonly<Record<string, LocalBinding>>;

/** A step on the way of tainted data, not yet made a place. */
export interface LocalStep {
  readonly node: TreeNode;
  readonly message: string;
}

/** One way a matcher holds for a node. `bindings` are the bindings it was asked with, extended. */
export interface LocalMatch {
  readonly bindings: LocalBindings;
  /** It holds only if this is not the case after all: the match is unknown. */
  readonly unknown?: Cause;
  /** What only the reduce can decide of it; it binds what is missing in `bindings`. */
  readonly rest?: Formula;
  /** For a match found by stepping to another node (a relative config path): the node reported as witness. */
  readonly node?: TreeNode;
  /** A sentence that a pass says besides: where an effective value comes from. */
  readonly note?: string;
  /** Further nodes of the same document that belong to the subject (the local handler of a wrapped route): `has` looks there too. */
  readonly also?: readonly TreeNode[];
  /** The way on which tainted data arrives at the node. */
  readonly flow?: readonly LocalStep[];
  /** Why part of the subject is not in this document (a handler exported from another module): `has` without a hit is then unknown. */
  readonly beyond?: Cause;
}

/** A document as matchers see it: parsed, indexed, with room for what one extractor computes once for all checks. */
export interface DocumentView {
  readonly document: Document;
  /** What the workspace's configuration makes specifiers of imports mean. */
  readonly aliases: readonly ModuleAlias[];
  /** What documents of configuration take values from. */
  readonly bases: ConfigBases;
  /** Pre-order index of the tree; empty when the document has no tree. */
  readonly index: DocumentIndex;
  /** Stands for the file as a whole, of type `file`; not a node of the tree. As a `scope` it means the whole document. */
  readonly fileNode: TreeNode;
  /** Computes once per document; `key` is a constant of the caller's module. */
  memo<T>(key: symbol, compute: () => T): T;
  /** The place of a node with line, column, frame and line hash: its head (`Tree.head`), or the `whole` of it. */
  place(at: TreeNode, whole?: boolean): Place;
}

/** What a compiled anchor reports when it does not hold: shown as evidence of a fail, and for config as its place. */
export type Refute = (message: string, at: TreeNode, compared?: Compared) => void;

/** What `inspect` found wrong with an anchor's value: `path` leads from the matcher object to the offending value. */
export interface ValueError {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface Inspection {
  /** Metavariables that every match binds, without `$`. */
  readonly binds: readonly string[];
  /** Those that only some matches bind as well; without it they are the same. */
  readonly mentions?: readonly string[];
  /** Those of an anchor of the map that only the reduce binds. */
  readonly late?: readonly string[];
  readonly errors: readonly ValueError[];
}

/** What all anchors declare: schema, documentation and completion derive from it. */
export interface AnchorEntry {
  /** The key in a policy, e.g. `code`. */
  readonly name: string;
  /** One Markdown paragraph for docs and editor hovers. */
  readonly documentation: string;
  /** The schema of the key's own value. */
  readonly schema: JsonSchema;
  /** Sibling keys that belong to the anchor (`path`, `value`, …) and their schemas. */
  readonly attributes?: Readonly<Record<string, JsonSchema>>;
  /** Those of its keys whose maps are constraints: value definitions in them are written out. */
  readonly constraints?: readonly string[];
  /** Awaited once before the first `inspect` or `prepare`, e.g. to load WASM. */
  readonly load?: () => Promise<void>;
  /** Its nodes are handlers: code that a framework runs for somebody outside. */
  readonly isHandler?: true;
  /** Called when a policy is loaded: parses patterns and paths; never throws for bad values. `value` holds the anchor's key and its attributes. */
  inspect(value: AnchorValue): Inspection;
}

/** An anchor that is decided document by document. */
export interface MapAnchor extends AnchorEntry {
  readonly station: 'map';
  /** Whether it needs the parsed tree (`tree`, the default), of SQL what makes the schema, only the text, or no more than the path. */
  readonly needs?: 'tree' | 'schema' | 'text' | 'path';
  prepare(value: AnchorValue): PreparedAnchor;
}

/** An anchor compiled to closures; made once per worker. */
export interface PreparedAnchor {
  /** In place of the entry's own, where it depends on the value. */
  readonly needs?: MapAnchor['needs'];
  /** Whether a match could stand in this file, judged by path and family alone: an unread file for which this is true counts as not examined. */
  speaksOf(path: string, family: Family | undefined): boolean;
  /** The nodes worth trying, in source order: within the whole document, or strictly inside `scope`. May offer too many, never too few. */
  candidates(view: DocumentView, scope?: TreeNode): Iterable<TreeNode>;
  /**
   * All the ways in which the anchor holds for this node under the given bindings (usually none or one).
   * `refute` is given only when the node is the subject itself, and may be called when nothing holds.
   */
  match(view: DocumentView, node: TreeNode, bindings: LocalBindings, refute?: Refute): Iterable<LocalMatch>;
}

/** An anchor that only the reduce can decide: it speaks of objects that many files leave behind. */
export interface ReduceAnchor extends AnchorEntry {
  readonly station: 'reduce';
  prepare(value: AnchorValue): PreparedReduceAnchor;
}

/** An object of the reduce (a table, a function …) as a subject. */
export interface WorldObject {
  /** Identity, e.g. `table public.orders`. */
  readonly id: string;
  readonly place: Place;
  /** Other places of its history, shown as related. */
  readonly history?: readonly { readonly message: string; readonly place: Place }[];
}

export interface WorldMatch {
  readonly bindings: Bindings;
  readonly object: WorldObject;
  readonly unknown?: Cause;
}

export interface PreparedReduceAnchor {
  /** Whether an unread file of this path and family could change the answer. */
  speaksOf(path: string, family: Family | undefined): boolean;
  /**
   * All objects for which it holds under the bindings; for an anchor about the workspace (git) one object, or none.
   * `refute` may be told why not.
   */
  range(world: World, bindings: Bindings, refute?: (message: string, place?: Place) => void): Iterable<WorldMatch>;
  /** The same about one object. `refute` may be told why not. */
  match(
    world: World,
    object: WorldObject,
    bindings: Bindings,
    refute?: (message: string, place?: Place) => void,
  ): Iterable<WorldMatch>;
  /** Why a `no` of `range` might be wrong: something that could have left such an object behind was not read or is not static. */
  doubt(world: World, bindings: Bindings): Cause | undefined;
}

/** What the reduce knows of a file besides its fact rows. */
export interface WorldFile {
  readonly path: string;
  readonly tracked?: boolean;
  readonly packages?: PackageFact;
  /** Why no absence may be concluded from it. */
  readonly unread?: Cause;
}

/** What the reduce knows besides the fact rows. */
export interface World {
  /** One for each database of the workspace. */
  readonly catalogs: readonly Catalog[];
  readonly ignores: readonly { readonly path: string; readonly text: string }[];
  /** Every file of the workspace, sorted by path. */
  readonly files: readonly WorldFile[];
  /** Whether the workspace is a git repository. */
  readonly git: boolean;
}

export type Anchor = MapAnchor | ReduceAnchor;
