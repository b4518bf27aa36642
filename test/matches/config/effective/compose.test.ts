import { expect, test } from 'vitest';
import { effectiveOf, entry, judged, shown, type Files } from './effective-of.ts';

const at = (files: Files, path: string, file = 'compose.yml'): unknown => shown(effectiveOf(files, file)[0], path);
const value = (files: Files, path: string): unknown => entry(effectiveOf(files, 'compose.yml')[0]!, path)?.value;

const base = `services:
  web:
    image: web:1
    user: '1000'
    privileged: true
    cap_add: [NET_ADMIN]
    command: [one, two]
    environment: {A: '1', B: '1'}
    healthcheck: {test: [CMD, old], interval: 1s}
    deploy: {resources: {limits: {memory: 1g}}}
    ports: ['80:80', '443:443']
    volumes: ['./a:/data', './b:/other']
`;
const extending = (rest: string): Files => ({
  'common.yml': base,
  'compose.yml': `services:\n  app:\n    extends: {file: common.yml, service: web}\n${rest}`,
});

test('a service over the one it extends', () => {
  const files = extending(`    privileged: false
    cap_add: [SYS_TIME, NET_ADMIN]
    command: [three]
    environment: [B=2, C=3]
    healthcheck: {test: [CMD, new]}
    deploy: {resources: {limits: {cpus: '1'}}}
    ports: ['80:80', '8080:8080/udp']
    volumes: ['./c:/data:ro']
`);
  const keys = ['user', 'privileged', 'command', 'environment', 'deploy', 'healthcheck', 'extends'];
  expect(Object.fromEntries(keys.map((key) => [key, value(files, `services.app.${key}`)]))).toEqual({
    user: '1000',
    privileged: false,
    command: ['three'],
    environment: { A: '1', B: '2', C: '3' },
    deploy: { resources: { limits: { memory: '1g', cpus: '1' } } },
    healthcheck: { test: ['CMD', 'new'], interval: '1s' },
    extends: undefined,
  });
  expect(['cap_add', 'ports', 'volumes'].map((key) => value(files, `services.app.${key}`))).toEqual([
    ['SYS_TIME', 'NET_ADMIN'],
    ['443:443', '80:80', '8080:8080/udp'],
    ['./b:/other', './c:/data:ro'],
  ]);
  expect(at(files, 'services.app.user')).toEqual(['1000', 'common.yml', 4, 'It is inherited here.']);
});

test('a service of the same file, and one that extends another', () => {
  const files = {
    'compose.yml': `services:
  a: {user: root, read_only: true}
  b: {extends: a, user: app}
  c:
    extends: {service: b}
`,
  };
  expect(at(files, 'services.c.user')).toEqual(['app', 'compose.yml', 3, 'It is inherited here.']);
  expect(at(files, 'services.c.read_only')).toEqual([
    true,
    'compose.yml',
    2,
    'It is inherited here.',
    'It is inherited here.',
  ]);
});

test('the override file counts for the default file, and under it', () => {
  const files = {
    'compose.yml': 'services:\n  web: {image: a, user: root}\n  db: {image: b}\n',
    'compose.override.yml': 'services:\n  web: {user: app, ports: ["80:80"]}\n  mail: {image: c}\n',
    'compose.prod.yml': 'services:\n  web: {read_only: true}\n',
  };
  const also = "Docker Compose reads 'compose.override.yml' as well.";
  const first = "Docker Compose reads 'compose.yml' first.";
  expect(at(files, 'services.web.user')).toEqual(['app', 'compose.override.yml', 2, also]);
  expect(at(files, 'services.mail.image')).toEqual(['c', 'compose.override.yml', 3, also]);
  expect(at(files, 'services.web.image', 'compose.override.yml')).toEqual(['a', 'compose.yml', 2, first]);
  expect(at(files, 'services.web.user', 'compose.override.yml')).toBe('app');
  expect(at(files, 'services.web.image', 'compose.prod.yml')).toBeUndefined();
});

test('what is included is there too', () => {
  const files = {
    'compose.yml': 'include:\n  - db/compose.yml\n  - path: [mail.yml, mail.prod.yml]\nservices:\n  web: {image: a}\n',
    'db/compose.yml': 'name: db\nservices:\n  db: {image: b, user: root}\n',
    'mail.yml': 'services:\n  mail: {image: c}\n',
    'mail.prod.yml': 'services:\n  mail: {user: mail}\n',
  };
  expect(at(files, 'services.db.user')).toEqual(['root', 'db/compose.yml', 3, 'It is included here.']);
  expect(value(files, 'services.mail')).toEqual({ image: 'c', user: 'mail' });
  expect(value(files, 'name')).toBeUndefined();
});

const rootless = `subject: {config: '**/compose.yml', path: services.$S, effective: true}
require: {path: user, value: {not: {enum: [root, '0']}}}
`;

test('verdicts about services: where the value stands, and what is not known', async () => {
  const files = {
    'compose.yml': `services:
  own: {user: app}
  from:
    extends: {file: base.yml, service: base}
  lost:
    extends: {file: gone.yml, service: base}
  none:
    extends: {file: base.yml, service: nothing}
  self:
    extends: self
  known:
    extends: {file: gone.yml, service: base}
    user: app
`,
    'base.yml': 'services:\n  base: {user: root}\n',
  };
  expect(await judged(rootless, files)).toEqual([
    ['pass', 'compose.yml:2', "'user' is not 'root' or '0'. @ compose.yml:2"],
    [
      'fail',
      'base.yml:2',
      expect.stringContaining('\'user\' is "root", expected'),
      'It is inherited here. @ compose.yml:4',
    ],
    [
      'review',
      'compose.yml:6',
      "Not certain: 'user' is not 'root' or '0'. @ compose.yml:6",
      "'gone.yml', which 'compose.yml' names, is none of the files that are read. @ compose.yml:6",
    ],
    [
      'review',
      'compose.yml:8',
      "Not certain: 'user' is not 'root' or '0'. @ compose.yml:8",
      "'base.yml' has no service 'nothing'. @ compose.yml:8",
    ],
    [
      'review',
      'compose.yml:10',
      "Not certain: 'user' is not 'root' or '0'. @ compose.yml:10",
      "The service extends itself: 'self' of 'compose.yml'. @ compose.yml:10",
    ],
    ['pass', 'compose.yml:12', "'user' is not 'root' or '0'. @ compose.yml:13"],
  ]);
});

test('what an include that cannot be followed would add is unknown, and so are bases that are broken', async () => {
  const forbid = `forbid: {config: '**/compose.yml', path: services.*.privileged, value: true, effective: true}\n`;
  const remote = { 'compose.yml': 'include: ["oci://acme/base"]\nservices:\n  web: {image: a, privileged: false}\n' };
  expect(await judged(forbid, remote)).toEqual([
    [
      'review',
      'compose.yml:3',
      "'oci://acme/base', which 'compose.yml' names, is outside of the workspace. @ compose.yml:1",
    ],
  ]);
  const circle = { 'compose.yml': 'include: [b.yml]\n', 'b.yml': 'include: [compose.yml]\nservices: {}\n' };
  expect(await judged(forbid, circle)).toEqual([
    [
      'review',
      'b.yml:2',
      'It is included here. @ compose.yml:1',
      "The file includes itself: 'compose.yml' → 'b.yml' → 'compose.yml'. @ b.yml:1",
    ],
  ]);
  const broken = {
    'compose.yml': 'services:\n  web:\n    extends: {file: b.yml, service: x}\n',
    'b.yml': 'services: {x: [',
  };
  expect((await judged(rootless, broken)).at(-1)?.slice(0, 2)).toEqual(['open', 'compose.yml:3']);
});

test('templates in extends and include, and tags that reset', () => {
  const files = {
    'compose.yml': `include: ['\${WHERE}.yml']
services:
  a:
    extends: {file: '\${BASE}.yml', service: b}
    image: x
  c: {image: y}
`,
    'compose.override.yml': 'services:\n  c:\n    image: !reset null\n',
  };
  expect(at(files, 'services.a')).toContain('? ');
  expect(at(files, 'services.a.image')).toBe('x');
  expect(at(files, 'services.c.image')).toBe("? The tag '!reset' says what the value is.");
});
