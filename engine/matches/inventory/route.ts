import { inventoryAnchor } from './inventory.ts';
import { isNextAppRoute, nextAppRoutes } from './next-app.ts';

/** HTTP endpoints. A framework is one file beside this one and its line here. */
export const route = inventoryAnchor({
  name: 'route',
  documentation:
    'An HTTP endpoint: one for each path and method. Its node is the handler (a function, or the declaration of what wraps one), so that `has` looks inside it.',
  attributes: {
    path: 'The path of its URL, with parameters as the framework writes them: `/orders/[id]`.',
    method: 'The HTTP method in capitals; unknown where `export *` hides it.',
    framework: '`next-app` (route handlers of the Next.js app router).',
    file: 'The path of the file.',
  },
  extractors: [nextAppRoutes],
  livesIn: isNextAppRoute,
  isHandler: true,
});
