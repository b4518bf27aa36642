import { parseFile } from '../documents/parse.ts';
import { sql as sqlLanguage } from '../documents/sql/sql.ts';
import type { Json } from '../model/document.ts';
import { code } from './code/code.ts';
import type { Holds } from './constraint.ts';
import type { DocumentView, LocalBinding, PreparedAnchor } from './matcher.ts';
import { sql } from './sql/sql.ts';
import { viewOf } from './view.ts';

const prepared = new Map<string, PreparedAnchor>();

function preparedFor(anchor: typeof code, pattern: Json): PreparedAnchor {
  const key = `${anchor.name} ${JSON.stringify(pattern)}`;
  const found = prepared.get(key) ?? anchor.prepare({ [anchor.name]: pattern });
  prepared.set(key, found);
  return found;
}

/** Whether the code bound, as a whole, matches the pattern. */
export function codeMatches(pattern: Json, binding: LocalBinding, view: DocumentView): Holds {
  if (!binding.node) return false;
  for (const match of preparedFor(code, pattern).match(view, binding.node, {})) return match.unknown ?? true;
  return false;
}

/** Whether the string bound is SQL in which the pattern matches somewhere. */
export function sqlMatches(pattern: Json, binding: LocalBinding): Holds {
  if (binding.value === undefined)
    return { kind: 'not-static', message: `The value of '${binding.text}' is not known statically.` };
  if (typeof binding.value !== 'string') return false;
  const text = binding.value;
  const view = viewOf(parseFile({ path: 'value.sql', text, bom: false, bytes: text.length }, sqlLanguage));
  if (view.document.status !== 'parsed') return false;
  const anchor = preparedFor(sql, pattern);
  for (const node of anchor.candidates(view)) {
    for (const match of anchor.match(view, node, {})) return match.unknown ?? true;
  }
  return false;
}
