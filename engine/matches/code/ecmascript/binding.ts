import { formOf } from '../../../documents/javascript/form.ts';
import { importedName } from '../../../documents/javascript/imported.ts';
import { staticValue } from '../../../flow/constants/constants.ts';
import type { Scalar } from '../../../model/document.ts';
import type { Range } from '../../../model/region.ts';
import type { DocumentView, LocalBinding } from '../../matcher.ts';
import type { Capture, SingleCapture } from '../capture.ts';
import { asNode, type Node } from './estree.ts';
import { rangeOfNodes, withParentheses } from './ranges.ts';
import { schemaOfName } from './table-schema.ts';

export function bindingOf(view: DocumentView, capture: Capture): LocalBinding {
  return capture.kind === 'list' ? listBinding(view, capture.nodes.map(asNode)) : codeBinding(view, capture);
}

/** Form and range are asked for rarely and cost a walk: they are computed when somebody reads them. */
function codeBinding(view: DocumentView, capture: SingleCapture): LocalBinding {
  const node = asNode(capture.node);
  const value = valueOf(view, capture);
  const schema = schemaOfName(view, node);
  const imported = value === undefined ? importedName(view, node) : undefined;
  const binding = {
    text: capture.kind === 'content' ? capture.text : textOf(view, node),
    ...(value !== undefined && { value }),
    ...(schema !== undefined && { schema }),
    ...(imported && { imported }),
    ...(capture.kind === 'content' && { content: true }),
    nodeType: node.type,
    node,
    path: view.document.file.path,
  };
  const range = capture.kind === 'content' ? contentRange : withParentheses;
  return Object.defineProperties(binding, {
    form: { enumerable: true, get: () => memoizedForm(view, node) },
    range: { enumerable: true, get: () => range(view, node) },
  });
}

function valueOf(view: DocumentView, capture: SingleCapture): Scalar | undefined {
  if (capture.kind === 'content') return capture.text;
  const node = asNode(capture.node);
  return capture.kind === 'name' ? nameOf(view, node) : staticValue(view, node);
}

/** Without the quotes; a text in a template has `}` before it or `${` behind it instead. */
function contentRange(view: DocumentView, node: Node): Range {
  const [start, end] = node.range;
  if (node.type === 'TemplateElement') return [start + 1, end - (node.tail ? 1 : 2)];
  if (node.type === 'Literal' && 'regex' in node) return [start + 1, start + 1 + node.regex.pattern.length];
  const isQuoted = (node.type === 'Literal' && typeof node.value === 'string') || node.type === 'TemplateLiteral';
  return isQuoted ? [start + 1, end - 1] : withParentheses(view, node);
}

function listBinding(view: DocumentView, nodes: readonly Node[]): LocalBinding {
  const [first] = nodes;
  const values = nodes.map((node) => staticValue(view, node)).filter((value) => value !== undefined);
  return {
    text: first ? view.document.file.text.slice(first.range[0], nodes.at(-1)!.range[1]) : '',
    ...(values.length === nodes.length && { value: values }),
    form: nodes.map((node) => memoizedForm(view, node)).join(','),
    ...(first && { node: first, range: rangeOfNodes(view, nodes)! }),
    nodes,
    path: view.document.file.path,
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
