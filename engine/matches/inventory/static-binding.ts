import { importedName } from '../../documents/javascript/imported.ts';
import type { Scalar } from '../../model/document.ts';
import type { Node } from '../code/ecmascript/estree.ts';
import type { DocumentView, LocalBinding } from '../matcher.ts';

/** The binding of an attribute: its value if it is known, else the code that would tell at run time. */
export function staticBinding(view: DocumentView, node: Node, value: Scalar | undefined): LocalBinding {
  const { path, text } = view.document.file;
  const shown = value === undefined ? text.slice(node.range[0], node.range[1]) : String(value);
  const imported = value === undefined ? importedName(view, node) : undefined;
  return {
    text: shown,
    ...(value !== undefined && { value }),
    ...(imported && { imported }),
    nodeType: node.type,
    node,
    path,
  };
}
