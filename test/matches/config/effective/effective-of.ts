import { parseFile } from '../../../../engine/documents/parse.ts';
import { configurationsOf } from '../../../../engine/matches/config/effective/all.ts';
import type { Effective } from '../../../../engine/matches/config/effective/node.ts';
import type { DocumentView } from '../../../../engine/matches/matcher.ts';
import { viewOf } from '../../../../engine/matches/view.ts';
import type { SourceFile } from '../../../../engine/model/source-file.ts';
import { contextOf } from '../../../../engine/run/context.ts';
import { checkTexts, memoryWorkspace } from '../../../../engine/scan.ts';

export type Files = Readonly<Record<string, string>>;

/** Documents of a workspace, as the map sees them. */
export function viewsOf(files: Files): (path: string) => DocumentView {
  const { entries, read } = memoryWorkspace(files);
  const { bases } = contextOf(entries, read);
  return (path) => viewOf(parseFile(read(entries.find((one) => one.path === path)!) as SourceFile), [], bases);
}

export function effectiveOf(files: Files, path: string): readonly Effective[] {
  return configurationsOf(viewsOf(files)(path));
}

export function entry(root: Effective, path: string): Effective | undefined {
  let at: Effective | undefined = root;
  for (const key of path.split('.')) at = at?.children.find((child) => String(child.key) === key);
  return at;
}

/** What an entry comes to: its value, and how it comes to count; `?` and why where that cannot be told. */
export function shown(root: Effective | undefined, path: string): unknown {
  const node = root && entry(root, path);
  if (!node) return undefined;
  if (node.unknown !== undefined) return `? ${node.unknown}`;
  const { because = [], place } = node.elsewhere ?? {};
  return because.length === 0
    ? node.value
    : [node.value, place?.path, place?.region?.startLine, ...because.map(({ message }) => message)];
}

/** The verdicts of a policy, as a person reads them: kind, place, evidence and causes. */
export async function judged(policy: string, files: Files): Promise<readonly (string | readonly string[])[]> {
  const text = `id: p\ntitle: t\nseverity: low\nmessage: m\n${policy}`;
  const { verdicts, problems } = await checkTexts([{ path: 'policies/p.yaml', text }], files);
  const places = ({ path, region }: { path: string; region?: { startLine: number } }): string =>
    region ? `${path}:${region.startLine}` : path;
  return [
    ...problems.map(({ message }) => message),
    ...verdicts.map(({ kind, place, evidence, causes }) => [
      kind,
      ...(place ? [places(place)] : []),
      ...[...evidence, ...causes].map(({ message, place: at }) => (at ? `${message} @ ${places(at)}` : message)),
    ]),
  ];
}
