import { parseFile } from '../documents/parse.ts';
import { javascript } from '../documents/javascript/javascript.ts';
import { sql as sqlLanguage } from '../documents/sql/sql.ts';
import type { Cause } from '../model/binding.ts';
import type { Json } from '../model/document.ts';
import { code } from './code/code.ts';
import type { Holds, SubPattern } from './constraint.ts';
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

/** How `code` and `sql` in a constraint are decided about what is bound in this document. */
export function subPatternOf(binding: LocalBinding, view: DocumentView): SubPattern {
  return (keyword, pattern) =>
    keyword === 'sql'
      ? sqlMatches(pattern, binding)
      : view.document.family === 'config'
        ? writtenCodeMatches(pattern, binding)
        : codeMatches(pattern, binding, view);
}

/** Whether the code bound, as a whole, matches the pattern. */
function codeMatches(pattern: Json, binding: LocalBinding, view: DocumentView): Holds {
  if (!binding.node) return false;
  for (const match of preparedFor(code, pattern).match(view, binding.node, {})) return match.unknown ?? true;
  return false;
}

/** Whether the string bound is a program of JavaScript or TypeScript in which the pattern matches somewhere. */
function writtenCodeMatches(pattern: Json, binding: LocalBinding): Holds {
  const { value: text } = binding;
  if (text === undefined) return unknownValue(binding);
  if (typeof text !== 'string') return false;
  const view = viewOf(parseFile({ path: 'value.ts', text, bom: false, bytes: text.length }, javascript));
  if (view.document.status !== 'parsed')
    return { kind: 'not-read', message: `The value is not read as code: ${view.document.problems[0]!.message}` };
  return matchesWithin(preparedFor(code, pattern), view);
}

/** Whether the string bound is SQL in which the pattern matches somewhere. */
function sqlMatches(pattern: Json, binding: LocalBinding): Holds {
  const { value: text } = binding;
  if (text === undefined) return unknownValue(binding);
  if (typeof text !== 'string') return false;
  const view = viewOf(parseFile({ path: 'value.sql', text, bom: false, bytes: text.length }, sqlLanguage));
  return view.document.status === 'parsed' && matchesWithin(preparedFor(sql, pattern), view);
}

function unknownValue({ text }: LocalBinding): Cause {
  return { kind: 'not-static', message: `The value of '${text}' is not known statically.` };
}

function matchesWithin(anchor: PreparedAnchor, view: DocumentView): Holds {
  for (const node of anchor.candidates(view)) {
    for (const match of anchor.match(view, node, {})) return match.unknown ?? true;
  }
  return false;
}
