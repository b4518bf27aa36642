import { expect, test } from 'vitest';
import { route } from '../../../engine/matches/inventory/route.ts';
import { codeView, matchesOf } from '../code/matching.ts';

const all = { route: { path: '$PATH', method: '$M' } };
const file = 'app/api/orders/[id]/route.ts';

function routes(text: string, path = file): unknown[] {
  const view = codeView(text, path);
  const prepared = route.prepare(all);
  return [...prepared.candidates(view)].flatMap((node) =>
    [...prepared.match(view, node, {})].map(({ bindings, also, beyond }) => ({
      method: bindings['M']?.value,
      node: node.type,
      ...(also && { also: also.map((one) => one.type) }),
      ...(beyond && { beyond: beyond.message }),
    })),
  );
}

test.each([
  ['app/route.ts', '/'],
  ['app/api/orders/[id]/route.ts', '/api/orders/[id]'],
  ['src/app/(shop)/cart/route.js', '/cart'],
  ['apps/web/app/api/[...slug]/route.tsx', '/api/[...slug]'],
  ['app/@modal/api/app/route.mts', '/api/app'],
  ['app/api/%5Fx/route.ts', '/api/_x'],
])('%s is %s', (path, expected) => {
  expect(matchesOf(route, all, codeView('export function GET() {}', path))).toEqual([
    { code: 'function GET() {}', $PATH: expected, $M: 'GET' },
  ]);
});

test.each(['app/api/page.tsx', 'lib/route.ts', 'app/_private/route.ts', 'application/route.ts'])(
  '%s is no route',
  (path) => {
    expect(routes('export function GET() {}', path)).toEqual([]);
    expect(route.prepare(all).speaksOf(path, 'code')).toBe(false);
  },
);

test('functions, constants and what is no method', () => {
  const text = `
    export async function GET() {}
    export const POST = async () => {};
    export const dynamic = 'force-dynamic';
    export function helper() {}
    export type PUT = string;
    function DELETE() {}`;
  expect(routes(text)).toEqual([
    { method: 'GET', node: 'FunctionDeclaration' },
    { method: 'POST', node: 'ArrowFunctionExpression' },
  ]);
});

test('a wrapped handler: the declaration, and the local functions it wraps', () => {
  const text = `
    import {withAuth} from './auth';
    import {handler as other} from './other';
    async function handler() {}
    export const GET = withAuth(handler);
    export const POST = compose(withAuth(() => {}), handler);
    export const PUT = withAuth(other);`;
  expect(routes(text)).toEqual([
    { method: 'GET', node: 'VariableDeclarator', also: ['FunctionDeclaration'] },
    { method: 'POST', node: 'VariableDeclarator', also: ['FunctionDeclaration'] },
    { method: 'PUT', node: 'VariableDeclarator', beyond: `'other' is imported from another file.` },
  ]);
});

test('specifiers and re-exports', () => {
  const text = `
    import {imported} from './x';
    const handler = () => {};
    const wrapped = withAuth(handler);
    export {handler as GET, wrapped as POST, imported as PUT, handler as HEAD};
    export {DELETE, other} from './delete';
    export * from './rest';`;
  expect(routes(text)).toEqual([
    { method: 'GET', node: 'ArrowFunctionExpression' },
    { method: 'HEAD', node: 'ArrowFunctionExpression' },
    { method: 'POST', node: 'VariableDeclarator', also: ['ArrowFunctionExpression'] },
    { method: 'PUT', node: 'ExportSpecifier', beyond: `'imported' is imported from another file.` },
    {
      method: 'DELETE',
      node: 'ExportSpecifier',
      beyond: `The handler is exported from './delete', which is another file.`,
    },
    {
      method: undefined,
      node: 'ExportAllDeclaration',
      beyond: `The handler is exported from './rest', which is another file.`,
    },
  ]);
});

test('several methods of one handler', () => {
  expect(routes('export const { GET, POST } = toNextJsHandler(auth);')).toEqual([
    { method: 'GET', node: 'VariableDeclarator' },
    { method: 'POST', node: 'VariableDeclarator' },
  ]);
});
