import { javascript } from '../../../engine/documents/javascript/javascript.ts';
import { parseFile } from '../../../engine/documents/parse.ts';
import type { AnchorValue } from '../../../engine/model/formula.ts';
import type { DocumentView, LocalBindings, MapAnchor } from '../../../engine/matches/matcher.ts';
import { viewOf } from '../../../engine/matches/view.ts';

export function codeView(text: string, path = 'a.tsx'): DocumentView {
  return viewOf(parseFile({ path, text, bom: false, bytes: text.length }, javascript));
}

export interface Found {
  readonly code: string;
  readonly [metavariable: string]: unknown;
}

/** Each match as its source slice, with the text of its metavariables. */
export function matchesOf(
  anchor: MapAnchor,
  value: AnchorValue,
  view: DocumentView,
  given: LocalBindings = {},
): Found[] {
  const prepared = anchor.prepare(value);
  const found: Found[] = [];
  for (const node of prepared.candidates(view)) {
    for (const { bindings } of prepared.match(view, node, given)) {
      const texts = Object.entries(bindings).map(([name, binding]) => [`$${name}`, binding.text]);
      found.push({ code: view.document.file.text.slice(...node.range), ...Object.fromEntries(texts) });
    }
  }
  return found;
}
