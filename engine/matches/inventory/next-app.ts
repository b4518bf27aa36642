import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { asNode, keyName, type Node } from '../code/ecmascript/estree.ts';
import type { DocumentView } from '../matcher.ts';
import { handlerOf, namedHandler, type Handler } from './handler.ts';
import type { Extractor, Item } from './inventory.ts';
import { staticBinding } from './static-binding.ts';

const methods = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH']);
const routeFile = /(?:^|\/)app\/(?:.*\/)?route\.[cm]?[jt]sx?$/;

/** `route.ts` below `app`: the first folder named `app` is the router's root; a folder `_x` and what is in it is no route. */
export function isNextAppRoute(path: string): boolean {
  return routeFile.test(path) && !segmentsOf(path).some((segment) => segment.startsWith('_'));
}

/** Route handlers of the Next.js app router: what a route file exports under the name of a method. */
export const nextAppRoutes: Extractor = (view) => {
  const { path } = view.document.file;
  if (!isNextAppRoute(path)) return [];
  const exported = view.index
    .ofTypes(['ExportNamedDeclaration', 'ExportAllDeclaration'])
    .flatMap((node) => exportsOf(view, asNode(node)));
  return exported.map((one) => routeItem(view, one));
};

function segmentsOf(path: string): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  return folders.slice(folders.indexOf('app') + 1);
}

/** Groups `(x)` and slots `@x` are no part of the URL. */
function urlPath(path: string): string {
  const segments = segmentsOf(path).filter((segment) => !/^(\(.*\)|@.*)$/.test(segment));
  return `/${segments.join('/').replaceAll('%5F', '_')}`;
}

interface Exported {
  /** Absent where `export *` hides it. */
  readonly method?: string;
  readonly at: Node;
  readonly handler: Handler;
}

function exportsOf(view: DocumentView, node: Node): readonly Exported[] {
  if (node.type === 'ExportAllDeclaration')
    return node.exported ? [] : [{ at: node, handler: elsewhere(node, node.source) }];
  if (node.type !== 'ExportNamedDeclaration' || node.exportKind === 'type') return [];
  const { declaration, source, specifiers } = node;
  if (declaration?.type === 'FunctionDeclaration')
    return isMethod(declaration.id) ? [exported(declaration.id, { node: declaration })] : [];
  if (declaration?.type === 'VariableDeclaration')
    return declaration.declarations.flatMap((one) => declared(view, one));
  return specifiers.flatMap((specifier) => {
    const method = keyName({ key: specifier.exported, computed: false })!;
    if (!methods.has(method)) return [];
    const handler = source ? elsewhere(specifier, source) : namedHandler(view, specifier.local, specifier);
    return [{ method, at: specifier, handler }];
  });
}

/** `export const GET = …`, and the destructured `export const {GET, POST} = …`. */
function declared(view: DocumentView, declarator: TSESTree.VariableDeclarator): readonly Exported[] {
  const { id, init } = declarator;
  if (!init) return [];
  if (isMethod(id)) return [exported(id, handlerOf(view, init, declarator))];
  if (id.type !== 'ObjectPattern') return [];
  return id.properties.flatMap((property) =>
    property.type === 'Property' && isMethod(property.value)
      ? [exported(property.value, handlerOf(view, init, declarator))]
      : [],
  );
}

function isMethod(node: Node | null): node is TSESTree.Identifier {
  return node?.type === 'Identifier' && methods.has(node.name);
}

function exported(name: TSESTree.Identifier, handler: Handler): Exported {
  return { method: name.name, at: name, handler };
}

function elsewhere(node: Node, source: TSESTree.StringLiteral): Handler {
  const message = `The handler is exported from '${source.value}', which is another file.`;
  return { node, beyond: { kind: 'not-static', message } };
}

function routeItem(view: DocumentView, { method, at, handler }: Exported): Item {
  const { path } = view.document.file;
  const attributes = {
    path: staticBinding(view, at, urlPath(path)),
    method: staticBinding(view, at, method),
    framework: staticBinding(view, at, 'next-app'),
    file: staticBinding(view, at, path),
  };
  return { ...handler, attributes };
}
