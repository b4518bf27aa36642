import type { Language } from '../../../engine/documents/language.ts';
import { dotenv } from '../../../engine/documents/config/dotenv.ts';
import { gitignore } from '../../../engine/documents/config/gitignore.ts';
import { json } from '../../../engine/documents/config/json.ts';
import { toml } from '../../../engine/documents/config/toml.ts';
import { yaml } from '../../../engine/documents/config/yaml.ts';
import type { TreeNode } from '../../../engine/model/document.ts';
import type { AnchorValue } from '../../../engine/model/formula.ts';
import { config } from '../../../engine/matches/config/config.ts';
import type { DocumentView, LocalBindings, LocalMatch } from '../../../engine/matches/matcher.ts';
import { viewOf } from '../../../engine/matches/view.ts';

/** Without the registry: these tests need no other language. */
function languageOf(path: string): Language {
  if (/\.ya?ml$/.test(path)) return yaml;
  if (path.endsWith('.toml')) return toml;
  if (path.endsWith('ignore')) return gitignore;
  return path.includes('.env') ? dotenv : json;
}

export function see(path: string, text: string): DocumentView {
  const file = { path, text, bom: false, bytes: text.length };
  const { name, family, parse } = languageOf(path);
  const parsed = parse(file);
  const problems = parsed.problems.map(({ message }) => ({ kind: 'parse', level: 'warning', message, path }) as const);
  const status = !parsed.tree ? 'failed' : problems.length > 0 ? 'partial' : 'parsed';
  return viewOf({ file, language: name, family, status, problems, ...(parsed.tree && { tree: parsed.tree }) });
}

/** All matches in a document: the slice of the node, and the bindings (unknown: `?`). */
export function found(view: DocumentView, value: AnchorValue, bindings: LocalBindings = {}, scope?: TreeNode) {
  const anchor = config.prepare(value);
  return [...anchor.candidates(view, scope)].flatMap((node) =>
    [...anchor.match(view, node, bindings)].map((match) => [slice(view, node), shown(match)]),
  );
}

/** Whether a relative matcher holds for a node: what is bound, or why not. */
export function asked(view: DocumentView, node: TreeNode, value: AnchorValue, bindings: LocalBindings = {}) {
  const refutations: unknown[] = [];
  const matches = [
    ...config.prepare(value).match(view, node, bindings, (message, at) => refutations.push([message, slice(view, at)])),
  ];
  return matches.length > 0
    ? matches.map((match) => [match.node && slice(view, match.node), shown(match)])
    : refutations;
}

export function nodeFor(view: DocumentView, value: AnchorValue): TreeNode {
  const anchor = config.prepare(value);
  const [node] = [...anchor.candidates(view)].filter((one) => [...anchor.match(view, one, {})].length > 0);
  return node!;
}

export function slice(view: DocumentView, node: TreeNode): string {
  return node === view.fileNode ? 'FILE' : view.document.file.text.slice(...node.range);
}

function shown({ bindings, unknown }: LocalMatch) {
  const values = Object.entries(bindings).map(([name, { value, text }]) => [
    name,
    value === undefined ? `? ${text}` : value,
  ]);
  return { ...Object.fromEntries(values), ...(unknown && { unknown: unknown.kind }) };
}
