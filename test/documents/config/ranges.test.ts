import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { expect, test } from 'vitest';
import { parse as fromYaml, stringify as asYaml } from 'yaml';
import { languageOf } from '../../../engine/documents/all.ts';
import { documentRoots } from '../../../engine/documents/config/node.ts';
import type { ConfigNode, Json } from '../../../engine/model/document.ts';

/** How each language is read by others: what the text of a key or of a scalar stands for. */
const readers: Readonly<Record<string, Reader>> = {
  json: { key: (slice) => JSON.parse(slice), value: (slice) => JSON.parse(slice) },
  yaml: { key: (slice) => String(fromYaml(slice)), value: yamlValue },
  toml: { key: tomlKey, value: (slice) => tomlValue(`x = ${slice}`)['x'] },
  dotenv: { key: (slice) => slice, value: (slice) => slice.replace(/^(['"])(.*)\1$/s, '$2') },
  gitignore: { key: (slice) => slice, value: (slice) => slice },
};

interface Reader {
  readonly key: (slice: string) => unknown;
  /** `head`: what stands before it in its line. */
  readonly value: (slice: string, head: string) => unknown;
}

function tomlKey(slice: string): unknown {
  return slice.startsWith('"') ? JSON.parse(slice) : slice.replace(/^'(.*)'$/, '$1');
}

function tomlValue(text: string): Record<string, unknown> {
  return getStaticTOMLValue(parseTOML(text)) as Record<string, unknown>;
}

/** What is written nowhere is null. A block is read with what says how deep it is; of anything else all lines are as deep. */
function yamlValue(slice: string, head: string): unknown {
  if (slice === '') return null;
  const isBlock = /^[|>]/.test(slice);
  let read: unknown = fromYaml(isBlock ? head + slice : `x:\n ${slice.replaceAll('\n', '\n ')}`);
  while (read !== null && typeof read === 'object') read = Object.values(read)[0];
  return read;
}

/** Each key and scalar whose text does not stand for it. */
function wrong(path: string, text: string): readonly unknown[] {
  const language = languageOf(path)!;
  const { tree, problems } = language.parse({ path, text, bom: false, bytes: text.length });
  expect([path, ...problems.filter(({ harmless }) => !harmless)]).toEqual([path]);
  const { key: keyOf, value: valueOf } = readers[language.name]!;
  const found: unknown[] = [];
  const walk = (node: ConfigNode): void => {
    for (const child of node.children) {
      const { key, keyRange, type, value, unknown, range } = child;
      if (keyRange && keyOf(text.slice(...keyRange)) !== key) found.push([key, text.slice(...keyRange)]);
      if (type !== 'scalar') walk(child);
      const slice = text.slice(...range);
      // An alias stands where it is used, and for what its anchor is.
      if (type !== 'scalar' || unknown !== undefined || (language.name === 'yaml' && slice.startsWith('*'))) continue;
      const head = text.slice(text.lastIndexOf('\n', range[0] - 1) + 1, range[0]);
      if (!isSame(valueOf(slice, head), value)) found.push([value, slice]);
    }
  };
  for (const root of documentRoots(tree!.root as ConfigNode)) walk(root);
  return found;
}

/** Dates are texts with us. */
function isSame(read: unknown, value: Json): boolean {
  if (read instanceof Date) return typeof value === 'string';
  return Object.is(read, value) || (read === -0 && value === 0);
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const files = execFileSync('git', ['ls-files', '-z', '*.yml', '*.yaml', '*.json', '*.toml', '*.env*', '*.gitignore'], {
  cwd: root,
})
  .toString()
  .split('\0')
  .filter((path) => path !== '' && !/^(conformance|test)\//.test(path));

test('in every configuration file of this repository the text of a key or value stands for it', () => {
  expect(files.length).toBeGreaterThan(50);
  const all = files.flatMap((path) => wrong(path, readFileSync(`${root}/${path}`, 'utf8')).map((one) => [path, one]));
  expect(all).toEqual([]);
});

const key = fc.oneof(
  fc.constantFrom('a', 'a-b', 'a b', 'a.b', '1', 'null', 'yes', '__proto__', 'ü', '😀', "it's", 'a#b', 'a: b', '"'),
  fc.string({ minLength: 1, maxLength: 8 }),
);
const scalar = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('multi\nline\n', '  lead', '0755', 'true', '- x', '{{', 'a: b', '😀\ud83d\ude00'),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);
const { tree: value } = fc.letrec<{ tree: unknown; map: Record<string, unknown> }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('tree'), { maxLength: 4 }), tie('map')),
  map: fc.dictionary(key, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
}));
const document = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

/** Also with what Windows editors make of it. */
function inBothLineEnds(path: string, text: string): void {
  expect([text, wrong(path, text)]).toEqual([text, []]);
  const windows = text.replaceAll('\n', '\r\n');
  if (!path.endsWith('.yml')) expect([windows, wrong(path, windows)]).toEqual([windows, []]);
}

test('in generated JSON', () => {
  fc.assert(
    fc.property(document, fc.constantFrom(0, 2, '\t'), (data, space) =>
      inBothLineEnds('a.json', JSON.stringify(data, null, space)),
    ),
  );
});

test('in generated YAML', () => {
  fc.assert(
    fc.property(
      document,
      fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'BLOCK_LITERAL'),
      fc.boolean(),
      (data, style, flow) =>
        inBothLineEnds(
          '.github/workflows/a.yml',
          asYaml(data, { defaultStringType: style, collectionStyle: flow ? 'flow' : 'block' }),
        ),
    ),
  );
});

const table = fc.dictionary(key, scalar, { maxKeys: 4, noNullPrototype: true });
const tables = fc.tuple(table, fc.dictionary(fc.string({ minLength: 5, maxLength: 9 }), table, { maxKeys: 3 }));

function asToml([top, others]: readonly [object, object]): string {
  const quoted = (text: string): string => JSON.stringify(text).replaceAll('\x7f', '\\u007f');
  const written = (item: unknown): string =>
    typeof item === 'string' ? quoted(item) : typeof item === 'number' ? item.toExponential() : String(item);
  const lines = (entries: object): string =>
    Object.entries(entries)
      .map(([name, item]) => `${/^[a-z-]+$/.test(name) ? name : quoted(name)} = ${written(item)} # why\n`)
      .join('');
  return (
    lines(top) +
    Object.entries(others)
      .map(([name, entries]) => `[ ${quoted(name)} ]\n${lines(entries as object)}`)
      .join('\n')
  );
}

test('in generated TOML', () => {
  fc.assert(fc.property(tables, (data) => inBothLineEnds('a.toml', asToml(data))));
});

test('in generated .env files', () => {
  const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/);
  const plain = fc.stringMatching(/^[\w ./:@-]{0,12}$/).map((text) => text.trim());
  const line = fc.tuple(
    name,
    plain,
    fc.constantFrom('', '"', "'"),
    fc.constantFrom('', ' # why', '  '),
    fc.constantFrom('', '# ', 'export '),
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) =>
      inBothLineEnds(
        '.env',
        lines.map(([key, text, quote, end, start]) => `${start}${key}=${quote}${text}${quote}${end}\n`).join(''),
      ),
    ),
  );
});
