import type { DocumentView } from '../matcher.ts';
import type { CodeAdapter } from './adapter.ts';
import { isCode } from './documents.ts';
import { ecmascript } from './ecmascript/ecmascript.ts';

/** What is known of the language of a document; nothing for what is no code. */
export function adapterOf(view: DocumentView): CodeAdapter | undefined {
  return isCode(view) ? ecmascript : undefined;
}
