import { staticValue } from '../../documents/javascript/constants.ts';
import { formOf } from '../../documents/javascript/form.ts';
import { importedName } from '../../documents/javascript/imported.ts';
import type { Scalar } from '../../model/document.ts';
import type { DocumentView, LocalBinding } from '../matcher.ts';
import type { Node } from './estree.ts';
import { schemaOfName } from './table-schema.ts';

/** What a metavariable took: a node, a run of nodes (`$...ARGS`), or the content of a string or regular expression. */
export type Capture =
  | { readonly kind: 'expression' | 'name'; readonly node: Node }
  | { readonly kind: 'list'; readonly nodes: readonly Node[] }
  | { readonly kind: 'content'; readonly node: Node; readonly text: string };

export function bindingOf(view: DocumentView, capture: Capture): LocalBinding {
  const path = view.document.file.path;
  switch (capture.kind) {
    case 'list':
      return { ...listBinding(view, capture.nodes), path };
    case 'content':
      return { ...codeBinding(view, capture.node, capture.text), text: capture.text, path };
    case 'name':
      return { ...codeBinding(view, capture.node, nameOf(view, capture.node)), path };
    case 'expression':
      return { ...codeBinding(view, capture.node, staticValue(view, capture.node)), path };
  }
}

/** The form is asked for rarely and costs a walk: it is computed when somebody reads it. */
function codeBinding(view: DocumentView, node: Node, value: Scalar | undefined): LocalBinding {
  const schema = schemaOfName(view, node);
  const imported = value === undefined ? importedName(view, node) : undefined;
  const binding = {
    text: textOf(view, node),
    ...(value !== undefined && { value }),
    ...(schema !== undefined && { schema }),
    ...(imported && { imported }),
    nodeType: node.type,
    node,
  };
  return Object.defineProperty(binding, 'form', { enumerable: true, get: () => memoizedForm(view, node) });
}

function listBinding(view: DocumentView, nodes: readonly Node[]): LocalBinding {
  const [first] = nodes;
  const values = nodes.map((node) => staticValue(view, node)).filter((value) => value !== undefined);
  return {
    text: first ? view.document.file.text.slice(first.range[0], nodes.at(-1)!.range[1]) : '',
    ...(values.length === nodes.length && { value: values }),
    form: nodes.map((node) => memoizedForm(view, node)).join(','),
    ...(first && { node: first }),
  };
}

function textOf(view: DocumentView, node: Node): string {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return node.name;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  return view.document.file.text.slice(node.range[0], node.range[1]);
}

/** The static value of something in the place of a name is the name: `STATUS` in `const STATUS = 1`, `a.b` in `a.b = 1`. */
function nameOf(view: DocumentView, node: Node): Scalar | undefined {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
    case 'JSXIdentifier':
      return node.name;
    case 'MemberExpression':
      return node.computed ? undefined : textOf(view, node);
    case 'JSXMemberExpression':
      return textOf(view, node);
    case 'AssignmentPattern':
      return nameOf(view, node.left);
    case 'TSParameterProperty':
      return nameOf(view, node.parameter);
    default:
      return staticValue(view, node);
  }
}

const FORMS = Symbol('forms');

export function memoizedForm(view: DocumentView, node: Node): string {
  const forms = view.memo(FORMS, () => new Map<Node, string>());
  let form = forms.get(node);
  if (form === undefined) forms.set(node, (form = formOf(view, node)));
  return form;
}
