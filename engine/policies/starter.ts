/** A file that `init` writes into a workspace. */
export interface StarterFile {
  readonly path: string;
  readonly text: string;
}

/** A configuration and one policy that work as they are; the comments say where to go from there. */
export function starterFiles(): readonly StarterFile[] {
  return [
    { path: 'bylaw.yaml', text: configuration },
    { path: 'policies/no-console.yaml', text: policy },
  ];
}

const configuration = `# yaml-language-server: $schema=./node_modules/bylaw/schemas/configuration.schema.json
# What bylaw checks in this workspace. Without this file it uses the recommended policies that it ships.

# Where policies come from: shipped profiles, folders of this workspace, installed npm packages.
extends:
  - bylaw:recommended
  - ./policies

# Change single policies here: 'bylaw list' names them.
# policies:
#   no-console: {severity: medium}
#   some-other-policy: {enabled: false}
`;

const policy = `# yaml-language-server: $schema=../node_modules/bylaw/schemas/policy.schema.json
id: no-console
title: Server code writes its log through the logger
severity: low # critical | high | medium | low | info
message: "'console.$METHOD' bypasses the logger, so nobody can filter or redact what it prints."
description: |
  Text printed with \`console\` has no level, no request id and no redaction of personal data.
remedy: |
  Use the logger of this workspace, for example \`logger.info(...)\`.

# No place in these files may match the pattern; '$METHOD' is any name, '...' any arguments.
forbid:
  code: console.$METHOD(...)
  files: '**/*.{js,jsx,ts,tsx,mjs,cjs}'
  exclude: ['scripts/**', '**/*.test.*', '**/*.config.*']

# Examples are the tests of a policy: 'bylaw test' runs them.
examples:
  - name: a handler that prints to the console
    verdict: fail
    at: ['src/orders.ts:2']
    files:
      src/orders.ts: |
        export function create(order) {
          console.log('created', order.id);
        }

  - name: a handler that uses the logger
    verdict: pass
    files:
      src/orders.ts: |
        import { logger } from './logger';
        export function create(order) {
          logger.info({ order: order.id }, 'created');
        }

  - name: another object whose name only looks like it
    verdict: pass
    near-miss: true
    files:
      src/orders.ts: |
        export function create(order, gameConsole) {
          gameConsole.log('created', order.id);
        }
`;
