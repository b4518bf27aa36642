import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { json } from '../../../engine/documents/config/json.ts';
import { yaml } from '../../../engine/documents/config/yaml.ts';
import { dockerfile } from '../../../engine/documents/config/dockerfile.ts';
import { documentRoots } from '../../../engine/documents/config/node.ts';
import type { Language } from '../../../engine/documents/language.ts';
import { documentKinds, kindOfAll } from '../../../engine/matches/config/document-kind.ts';
import { schemaOfKind } from '../../../engine/matches/config/kinds/all.ts';
import { named, topOf, type Place } from '../../../engine/matches/config/path-check-places.ts';
import type { ConfigNode } from '../../../engine/model/document.ts';

test('every kind has a schema, but for one whose keys are all the user’s', () => {
  expect(documentKinds.filter((kind) => !schemaOfKind(kind))).toEqual(['npmrc']);
  expect(schemaOfKind('__proto__')).toBeUndefined();
});

test('the options of this TypeScript are known', () => {
  const { optionDeclarations } = ts as unknown as {
    optionDeclarations: readonly { readonly name: string; readonly isCommandLineOnly?: boolean }[];
  };
  const options = named(topOf(schemaOfKind('tsconfig')!), 'compilerOptions');
  const names = optionDeclarations.filter(({ isCommandLineOnly }) => !isCommandLineOnly).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => options.every((place) => named(place, name).length === 0))).toEqual([]);
});

/** The paths of a document that its kind is said not to have. */
function impossible(kind: string, language: Language, text: string): readonly string[] {
  const { tree } = language.parse({ path: 'x', text, bom: false, bytes: text.length });
  const found: string[] = [];
  const walk = (node: ConfigNode, place: Place, trail: string): void => {
    for (const child of node.children) {
      const at = `${trail}.${child.key}`;
      const [next] = named(place, String(child.key));
      if (next) walk(child, next, at);
      else found.push(at);
    }
  };
  for (const root of documentRoots(tree!.root as ConfigNode)) walk(root, topOf(schemaOfKind(kind)!), '');
  return found;
}

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test.each([
  ['package-json', json, read('package.json')],
  ['tsconfig', json, read('tsconfig.json')],
  [
    'github-workflow',
    yaml,
    'on: {push: {branches: [main], tags: v*}, schedule: [{cron: 0 0 * * *}], workflow_call: {inputs: {a: {type: string}}, secrets: {b:}}}\n' +
      'permissions: {contents: read}\nconcurrency: {group: a}\njobs:\n  a:\n    runs-on: [self-hosted, x64]\n    strategy: {matrix: {include: [{os: {name: x}}]}}\n' +
      '    container: {image: a, credentials: {username: u, password: p}, ports: [80]}\n    services: {db: {image: postgres, env: {A: b}}}\n' +
      '    steps:\n      - {uses: a@v1, with: {x: 1}}\n      - {run: x, env: {A: 1}, shell: bash}\n  b: {uses: ./a.yml, secrets: inherit, needs: [a]}\n',
  ],
  [
    'compose',
    yaml,
    'x-other: {anything: [{a: 1}]}\nx-base: &base {restart: always}\nservices:\n  web:\n    <<: *base\n    build: {context: ., args: [A=1], target: x}\n' +
      '    depends_on: {db: {condition: service_healthy}}\n    ports: [{target: 80, published: "8080"}, "443:443"]\n    env_file: [{path: .env, required: false}]\n' +
      '    deploy: {resources: {limits: {cpus: "1"}, reservations: {devices: [{capabilities: [gpu]}]}}}\n    healthcheck: {test: [CMD, x]}\n' +
      '    volumes: [{type: bind, source: a, target: b, bind: {propagation: x}}]\n    networks: {n: {aliases: [a]}}\n  db: {image: postgres, environment: {A: b}}\n' +
      'volumes: {data: , other: {external: true}}\nnetworks: {n: {ipam: {config: [{subnet: x}]}}}\nsecrets: {s: {file: x}}\n',
  ],
  [
    'kubernetes',
    yaml,
    'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: apps/v1, kind: Deployment, metadata: {name: a, labels: {a: b}}, spec: {template: {spec: {containers: [{name: a, env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]}}}}\n' +
      '---\napiVersion: example.com/v1\nkind: Thing\nspec: {any: [{thing: 1}]}\n',
  ],
  [
    'dockerfile',
    dockerfile,
    '# syntax=docker/dockerfile:1\nARG V=1\nFROM --platform=linux/amd64 node:20@sha256:aa AS build\nARG X\nENV A=b\nLABEL a.b=c\nEXPOSE 80/tcp\nVOLUME ["/x"]\n' +
      'SHELL ["/bin/sh", "-c"]\nRUN <<EOF\necho\nEOF\nCOPY --from=build --link a b\nONBUILD RUN x\nHEALTHCHECK --interval=5s --start-period=1s CMD ["x"]\n' +
      'USER node\nWORKDIR /a\nSTOPSIGNAL 9\nENTRYPOINT ["x"]\nCMD y\nFROM build\nHEALTHCHECK NONE\nCMD ["z"]\n',
  ],
] as const)('nothing in a valid %s is impossible', (kind, language, text) => {
  expect(impossible(kind, language, text)).toEqual([]);
});

test('what cannot be is found', () => {
  expect(impossible('compose', yaml, 'services: {a: {imag: x, build: {args: {A: {b: c}}}}}\nservice: {}\n')).toEqual([
    '.services.a.imag',
    '.services.a.build.args.A.b',
    '.service',
  ]);
});

test.each([
  [['**/.github/workflows/*.yml'], 'github-workflow'],
  [['.github/workflows/ci.{yml,yaml}', '**/.github/workflows/${NAME}-$X.yml'], 'github-workflow'],
  [['apps/$APP/package.json'], 'package-json'],
  [['**/docker-compose*.yml'], 'compose'],
  [['**/Dockerfile'], 'dockerfile'],
  // More than one kind of files, or more left open than a name.
  [['**/.github/workflows/*'], undefined],
  [['**/*.{yml,yaml}'], undefined],
  [['**/package.json', '**/tsconfig.json'], undefined],
  [['**/{package,other}.json'], undefined],
  [['**/action.yml'], undefined],
  [['**/@(package).json'], undefined],
  [[], undefined],
] as const)('%j: %s', (globs, kind) => {
  expect(kindOfAll(globs)).toBe(kind);
});
