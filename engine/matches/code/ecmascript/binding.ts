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

/**
 * A pattern binds much that nobody looks at, and analysis is dear: what is more than the text is computed when it is read.
 * What is then not known reads as absent.
 */
function codeBinding(view: DocumentView, capture: SingleCapture): LocalBinding {
  const node = asNode(capture.node);
  const isContent = capture.kind === 'content';
  return known({
    text: isContent ? capture.text : textOf(view, node),
    get value() {
      return valueOf(view, capture);
    },
    get schema() {
      return schemaOfName(view, node);
    },
    get imported() {
      return valueOf(view, capture) === undefined ? importedName(view, node) : undefined;
    },
    nodeType: node.type,
    node,
    get form() {
      return memoizedForm(view, node);
    },
    get range() {
      return isContent ? contentRange(view, node) : withParentheses(view, node);
    },
    path: view.document.file.path,
    ...(isContent && { content: true }),
    ...(capture.kind === 'name' && { isName: true }),
  });
}

type Computed = { readonly [K in keyof LocalBinding]: LocalBinding[K] | undefined } & Pick<LocalBinding, 'text'>;

/** Only that a computed part may be undefined tells the two types apart, and nobody asks whether a part is there. */
function known(binding: Computed): LocalBinding {
  return binding as LocalBinding;
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
  return known({
    text: first ? view.document.file.text.slice(first.range[0], nodes.at(-1)!.range[1]) : '',
    get value() {
      return valuesOf(view, nodes);
    },
    get form() {
      return nodes.map((node) => memoizedForm(view, node)).join(',');
    },
    get range() {
      return rangeOfNodes(view, nodes);
    },
    ...(first && { node: first }),
    nodes,
    path: view.document.file.path,
  });
}

/** Nothing unless each has one. */
function valuesOf(view: DocumentView, nodes: readonly Node[]): readonly Scalar[] | undefined {
  const values: Scalar[] = [];
  for (const node of nodes) {
    const value = staticValue(view, node);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
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
