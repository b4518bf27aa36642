import { adapterOf } from '../code/adapter-of.ts';
import type { DocumentView } from '../matcher.ts';
import type { FlowAdapter } from './flow-adapter.ts';
import { sqlFlow } from './sql-flow.ts';

/** What dominance knows of the language of a document; nothing for what nobody runs. */
export function flowAdapterOf(view: DocumentView): FlowAdapter | undefined {
  return view.document.language === 'sql' ? sqlFlow : adapterOf(view);
}
