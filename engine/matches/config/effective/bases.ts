import { documentRoots } from '../../../documents/config/node.ts';
import { parseFile } from '../../../documents/parse.ts';
import type { ConfigNode } from '../../../model/document.ts';
import type { SourceFile } from '../../../model/source-file.ts';
import type { DocumentView } from '../../matcher.ts';
import { viewOf } from '../../view.ts';
import type { Doubt } from './node.ts';

/** A document that another one names. */
export interface Base {
  readonly view: DocumentView;
  readonly root: ConfigNode;
}

/** Texts come from the context, which lives as long as a run: each is parsed once. */
const parsed = new WeakMap<SourceFile, DocumentView>();

/**
 * What a document means by a name, as the workspace's configuration has been read: a document; why it cannot be read; or nothing,
 * where a tool looked for a file by itself and there is none.
 */
export function baseNamed(name: string, from: string, here: DocumentView): Base | Doubt | undefined {
  const link = here.bases.links.find((one) => one.from === from && one.name === name);
  if (!link) return undefined;
  const { to, cause } = link;
  const tooMany = tooManyBases(here);
  if (tooMany) return tooMany;
  if (cause) return { message: cause.message, unread: cause.kind === 'not-read' };
  if (to === here.document.file.path) return baseOf(here);
  const file = here.bases.files.find(({ path }) => path === to);
  if (!file) return { message: `'${to}' was not read.`, unread: true };
  let view = parsed.get(file);
  if (!view) parsed.set(file, (view = viewOf(parseFile(file), [], here.bases)));
  return baseOf(view);
}

/** What projects write takes a handful; a few files that inherit crosswise from each other ask for any number of copies. */
const mostBases = 1_000;
const asked = new WeakMap<DocumentView, number>();

/** Counts what a document inherits, the bases of its bases included, and says when it is more than is followed. */
export function tooManyBases(here: DocumentView): Doubt | undefined {
  const count = (asked.get(here) ?? 0) + 1;
  asked.set(here, count);
  if (count <= mostBases) return undefined;
  const message = `'${here.document.file.path}' inherits in more than ${mostBases} steps, which are not followed further.`;
  return { message, unread: true };
}

/** Of several documents in one file no tool takes more than the first. */
function baseOf(view: DocumentView): Base | Doubt {
  const { tree, file } = view.document;
  const root = tree && documentRoots(tree.root as ConfigNode)[0];
  if (root?.type !== 'map') return { message: `'${file.path}' cannot be read as configuration.`, unread: true };
  return { view, root };
}

export function isBase(base: Base | Doubt | undefined): base is Base {
  return base !== undefined && 'root' in base;
}

/** A broken document may say more than could be read of it. */
export function brokenness({ document: { status, file, problems } }: DocumentView): Doubt | undefined {
  if (status === 'parsed') return undefined;
  return { message: problems[0]?.message ?? `'${file.path}' could not be read whole.`, unread: true };
}
