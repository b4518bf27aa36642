import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, tooLarge } from '../../engine/files/decode.ts';
import { listMemory } from '../../engine/files/memory.ts';
import type { Check, VerdictKind } from '../../engine/model/policy.ts';
import type { Verdict } from '../../engine/model/verdict.ts';
import { judgeWorkspace, type Workspace } from '../../engine/scan.ts';
import { compileText } from '../language/verdicts-of.ts';
import { policy, workspace, type Files } from './random-policies.ts';

const limits = { maxBytes: 2_000 };

/** Files of bytes, read as from the disk. */
function workspaceOf(files: Readonly<Record<string, Buffer>>): Workspace {
  const texts = Object.fromEntries(Object.keys(files).map((path) => [path, '']));
  const { entries, problems, git } = listMemory(texts);
  return {
    entries,
    problems,
    git,
    read: (entry) => {
      const bytes = files[entry.path]!;
      return bytes.length > limits.maxBytes ? tooLarge(entry, bytes.length, limits) : decode(entry, bytes);
    },
    isAskedFor: () => true,
    sql: { dialects: [] },
  };
}

/** Ways in which a document is not read, each from what it holds. */
const unreadings = {
  'too large': (text: string) => Buffer.from(text + ' '.repeat(limits.maxBytes + 1)),
  binary: (text: string) => Buffer.from(`\0${text}`),
  'UTF-16': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'not UTF-8': (text: string) => Buffer.concat([Buffer.from(text), Buffer.from([0x2f, 0x2f, 0xff])]),
  unparsable: (text: string) => Buffer.from(`${text}\n{ ( : [ ' const = ;\n`),
} as const;

type Kinds = ReadonlyMap<string, VerdictKind>;

async function compiled(text: string): Promise<readonly Check[]> {
  const { checks, problems } = await compileText(text);
  expect(problems.map(({ message }) => message)).toEqual([]);
  return checks;
}

async function judged(checks: readonly Check[], files: Readonly<Record<string, Buffer>>): Promise<readonly Verdict[]> {
  const report = await judgeWorkspace(workspaceOf(files), checks);
  expect(report.problems.filter(({ kind }) => kind === 'crash' || kind === 'budget')).toEqual([]);
  return report.verdicts;
}

/** What became of each subject; one that several assignments speak of has the worst of them, as the report says it. */
function kindsOf(verdicts: readonly Verdict[]): Kinds {
  const order: readonly VerdictKind[] = ['vacuous', 'notApplicable', 'pass', 'review', 'open', 'fail'];
  const kinds = new Map<string, VerdictKind>();
  for (const { subject, bindings, kind } of verdicts) {
    const key = JSON.stringify([subject, bindings['K']?.text]);
    const before = kinds.get(key);
    if (before === undefined || order.indexOf(kind) > order.indexOf(before)) kinds.set(key, kind);
  }
  return kinds;
}

function encoded(files: Files): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
}

/** What a verdict reached without knowing all may become once more is known. */
const refinements: Readonly<Partial<Record<VerdictKind, readonly VerdictKind[]>>> = {
  pass: ['pass', 'notApplicable'],
  fail: ['fail'],
  notApplicable: ['notApplicable'],
};

/** Subjects whose verdict was settled while less was known, and is another now. */
function unsettled(before: Kinds, after: Kinds): readonly string[] {
  return [...before].flatMap(([subject, kind]) => {
    const now = after.get(subject);
    const may = refinements[kind];
    return now === undefined || !may || may.includes(now) ? [] : [`${subject}: ${kind}, then ${now}`];
  });
}

const patience = 60_000;
const runs = { numRuns: 40 };
const cheaperRuns = { numRuns: 80 };

test(
  'what is decided without a document stays decided whatever the document holds',
  async () => {
    const ways = fc.shuffledSubarray(Object.values(unreadings), { minLength: 5 });
    await fc.assert(
      fc.asyncProperty(policy, workspace, ways, async (text, files, hows) => {
        const checks = await compiled(text);
        const known = kindsOf(await judged(checks, encoded(files)));
        for (const [i, path] of Object.keys(files).entries()) {
          const unread = hows[i % hows.length]!(files[path]!);
          const less = kindsOf(await judged(checks, { ...encoded(files), [path]: unread }));
          expect([path, ...unsettled(less, known)]).toEqual([path]);
        }
      }),
      runs,
    );
  },
  patience,
);

test(
  'what is decided without a value stays decided whatever the value is',
  async () => {
    await fc.assert(
      fc.asyncProperty(policy, workspace, async (text, files) => {
        const checks = await compiled(text);
        const vague = withoutDefinitions(kindsOf(await judged(checks, encoded(files))));
        for (const value of ["'a'", "'b'", "'other'"]) {
          const known = kindsOf(await judged(checks, encoded(defining(files, value))));
          expect([value, ...unsettled(vague, known)]).toEqual([value]);
        }
      }),
      cheaperRuns,
    );
  },
  patience,
);

/** The files, with a value in place of what is not static in `lib/`. */
function defining(files: Files, value: string): Files {
  const refined = Object.entries(files).map(
    ([path, held]) => [path, path.startsWith('lib/') ? held.replaceAll('unknown', value) : held] as const,
  );
  return Object.fromEntries(refined);
}

/** What stands in `lib/` is no longer the same subject with another value. */
function withoutDefinitions(kinds: Kinds): Kinds {
  return new Map([...kinds].filter(([subject]) => !subject.includes('lib/')));
}

test('a document that may hold subjects and was not read is open', async () => {
  const forbid = {
    'api/a.ts': { code: 'use($K)' },
    'conf.yaml': { config: '*.yaml', path: 'flags.$K' },
    'db.sql': { sql: 'create table $K (...)' },
  };
  for (const [path, matcher] of Object.entries(forbid)) {
    const checks = await compiled(JSON.stringify({ id: 'random', title: 'Random', severity: 'low', forbid: matcher }));
    for (const unread of Object.values(unreadings)) {
      const verdicts = await judged(checks, { [path]: unread('') });
      expect(verdicts.map(({ kind, place }) => [kind, place?.path])).toEqual([['open', path]]);
    }
  }
});

test(
  'every verdict has evidence or causes',
  async () => {
    await fc.assert(
      fc.asyncProperty(policy, workspace, async (text, files) => {
        const verdicts = await judged(await compiled(text), encoded(files));
        expect(verdicts.length).toBeGreaterThan(0);
        const silent = verdicts.filter(({ evidence, causes }) => evidence.length + causes.length === 0);
        expect(silent.filter(({ kind }) => kind !== 'fail' || !('forbid' in JSON.parse(text)))).toEqual([]);
        const vague = verdicts.filter(({ kind, causes }) =>
          kind === 'review' || kind === 'open' ? causes.length === 0 : false,
        );
        expect(vague).toEqual([]);
      }),
      cheaperRuns,
    );
  },
  patience,
);
