import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { exempted } from '../../engine/findings/exempted.ts';
import type { Permissions } from '../../engine/findings/permissions.ts';
import { fitsWildcard } from '../../engine/findings/wildcard.ts';
import type { Directive, Exemption } from '../../engine/model/exemption.ts';
import type { FileFacts } from '../../engine/model/fact.ts';
import type { VerdictKind } from '../../engine/model/policy.ts';
import type { Finding, Report } from '../../engine/model/report.ts';
import type { Request } from '../../engine/model/request.ts';
import type { Verdict } from '../../engine/model/verdict.ts';
import { check, checkTexts } from '../../engine/scan.ts';
import { folderOf } from '../cli/run-cli.ts';

const today = '2026-11-21';

const policies = {
  'policies/no-eval.yaml': 'id: no-eval\ntitle: Nothing is evaluated\nseverity: high\nforbid: {code: eval(...)}\n',
  'policies/no-alert.yaml':
    'id: no-alert\ntitle: Nothing is alerted\nseverity: low\ndirectives: forbid\nforbid: {code: alert(...)}\n',
  'policies/no-debug.yaml':
    'id: no-debug\ntitle: Nothing is debugged\nseverity: low\nconfidence: low\nforbid: {code: debug(...)}\n',
  'policies/tables.yaml':
    'id: tables\ntitle: Tables have rows secured\nseverity: high\nsubject: {schema: {table: $S.$T}}\nrequire: {schema: {rls: true}}\n',
};

interface Workspace {
  readonly exemptions?: string;
  readonly settings?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly request?: Partial<Request>;
}

async function checked({ exemptions, settings, files, request }: Workspace): Promise<Report> {
  const configuration = `extends: [./policies]\n${settings ?? (exemptions === undefined ? '' : 'exemptions: exemptions.yaml\n')}`;
  const folder = folderOf({
    'bylaw.yaml': configuration,
    ...policies,
    ...files,
    ...(exemptions !== undefined && { 'exemptions.yaml': exemptions }),
  });
  return check({ cwd: folder, paths: ['.'], workers: 1, today, ...request });
}

/** Everything about exemptions in a report, for a person to read. */
function shown({ findings, suppressed, exemptions, problems }: Report): object {
  const at = ({ policy, place }: Finding): string => `${place.path}:${place.region?.startLine} ${policy}`;
  return {
    counts: findings.map(at),
    suppressed: suppressed.map((finding) => {
      const { kind, justification, until, place, exemption } = finding.suppression!;
      const from = `${place?.path}:${place?.region?.startLine}${exemption ? ` of ${exemption.owner}` : ''}`;
      return `${at(finding)}: ${kind} ${justification} (${from})${until === undefined ? '' : ` until ${until}`}`;
    }),
    exemptions: exemptions.map(({ state, findings: count }) => `${state} ${count}`),
    problems: problems.map(
      ({ level, kind, message, path, region }) => `${level} ${kind} ${path}:${region?.startLine} ${message}`,
    ),
  };
}

interface Written {
  readonly policy?: string;
  readonly files?: string;
  readonly subject?: string;
  readonly expires?: string;
  readonly reason?: string;
}

function entry({ policy = 'no-eval', files, subject, expires = '2027-06-30', reason = 'because' }: Written): string {
  const about = `${files === undefined ? '' : `  files: '${files}'\n`}${subject === undefined ? '' : `  subject: '${subject}'\n`}`;
  return `- policy: '${policy}'\n${about}  reason: ${reason}\n  owner: ana\n  created: 2026-10-01\n  expires: ${expires}\n`;
}

describe('the file of exemptions', () => {
  test('in force: the finding is marked, and does not count', async () => {
    const report = await checked({
      exemptions: entry({ files: 'src/old/**' }),
      files: { 'src/old/a.ts': 'eval(x);\n', 'src/b.ts': 'eval(x);\n' },
    });
    expect(shown(report)).toEqual({
      counts: ['src/b.ts:1 no-eval'],
      suppressed: ['src/old/a.ts:1 no-eval: external because (exemptions.yaml:1 of ana) until 2027-06-30'],
      exemptions: ['in-force 1'],
      problems: [],
    });
    expect(report.verdicts.filter(({ policy }) => policy === 'no-eval').map(({ kind }) => kind)).toEqual([
      'fail',
      'fail',
    ]);
  });

  test('expired: the finding counts again, and who answers for it is said', async () => {
    const report = await checked({
      exemptions: entry({ files: 'src/**', expires: '2026-11-20' }),
      files: { 'src/a.ts': 'eval(x);\neval(y);\n' },
    });
    expect(shown(report)).toEqual({
      counts: ['src/a.ts:1 no-eval', 'src/a.ts:2 no-eval'],
      suppressed: [],
      exemptions: ['expired 2'],
      problems: [
        "warning exemption exemptions.yaml:1 The exemption from 'no-eval' in 'src/**' expired on 2026-11-20: it permits 2 findings no longer. Its owner is ana.",
      ],
    });
  });

  test.each([
    ['2026-11-21', 'expiring'],
    ['2026-12-04', 'expiring'],
    ['2026-12-05', 'in-force'],
  ])(
    'it holds through the whole of its last day, and 14 days before its end a warning comes: %s',
    async (expires, state) => {
      const report = await checked({
        exemptions: entry({ files: 'src/**', expires }),
        files: { 'src/a.ts': 'eval(x);\n' },
      });
      const warning = `warning exemption exemptions.yaml:1 The exemption from 'no-eval' in 'src/**' ends with ${expires}: after that day it permits a finding no longer. Its owner is ana.`;
      expect(shown(report)).toMatchObject({
        counts: [],
        exemptions: [`${state} 1`],
        problems: state === 'expiring' ? [warning] : [],
      });
    },
  );

  test('the days of warning are set in bylaw.yaml', async () => {
    const settings = 'exemptions: {file: exemptions.yaml, warning-days: 0}\n';
    const report = await checked({
      settings,
      exemptions: entry({ files: 'src/**', expires: today }),
      files: { 'src/a.ts': 'eval(x);\n' },
    });
    expect(shown(report)).toMatchObject({ counts: [], exemptions: ['in-force 1'], problems: [] });
  });

  test('by the name of the subject; both must hold where both are given', async () => {
    const files = {
      'supabase/migrations/1.sql': 'create table a (id int);\ncreate table b (id int);\n',
    };
    const named = await checked({ exemptions: entry({ policy: 'tables', subject: 'table public.a' }), files });
    expect(shown(named)).toMatchObject({
      counts: ['supabase/migrations/1.sql:2 tables'],
      suppressed: ['supabase/migrations/1.sql:1 tables: external because (exemptions.yaml:1 of ana) until 2027-06-30'],
      problems: [],
    });
    const all = await checked({ exemptions: entry({ policy: 't*s', subject: 'table public.*' }), files });
    expect(all.suppressed.map(({ key }) => key)).toEqual(['table public.a', 'table public.b']);
    const elsewhere = await checked({
      exemptions: entry({ policy: 'tables', subject: 'table public.a', files: 'src/**' }),
      files,
    });
    expect(shown(elsewhere)).toMatchObject({
      suppressed: [],
      exemptions: ['unused 0'],
      problems: [
        "warning exemption exemptions.yaml:1 The exemption from 'tables' for 'table public.a' in 'src/**' is about no finding: remove it.",
      ],
    });
  });

  test('of several the one that holds longest counts; an expired one beside it can go', async () => {
    const report = await checked({
      exemptions:
        entry({ files: 'src/**', expires: '2026-11-01', reason: 'past' }) +
        entry({ files: 'src/**', expires: '2027-01-31', reason: 'short' }) +
        entry({ files: 'src/a.ts', expires: '2027-06-30', reason: 'long' }),
      files: { 'src/a.ts': 'eval(x);\n' },
    });
    expect(shown(report)).toEqual({
      counts: [],
      suppressed: ['src/a.ts:1 no-eval: external long (exemptions.yaml:13 of ana) until 2027-06-30'],
      exemptions: ['expired 1', 'in-force 1', 'in-force 1'],
      problems: [
        "warning exemption exemptions.yaml:1 The exemption from 'no-eval' in 'src/**' expired on 2026-11-01, and what it was about is permitted elsewhere: remove it.",
      ],
    });
  });

  test('what a person has to review can be exempted too, and stays a review', async () => {
    const report = await checked({
      exemptions: entry({ policy: 'no-debug', files: '**' }),
      files: { 'src/a.ts': 'debug(x);\n' },
    });
    expect(report.findings).toEqual([]);
    expect(report.suppressed.map(({ kind }) => kind)).toEqual(['review']);
    expect(report.verdicts.filter(({ policy }) => policy === 'no-debug').map(({ kind }) => kind)).toEqual(['review']);
  });
});

describe('an exemption that is about nothing', () => {
  const unused =
    "warning exemption exemptions.yaml:1 The exemption from 'no-eval' in 'src/**' is about no finding: remove it.";
  const exemptions = entry({ files: 'src/**' });

  test('is reported', async () => {
    const report = await checked({ exemptions, files: { 'src/a.ts': 'run(x);\n' } });
    expect(shown(report)).toMatchObject({ exemptions: ['unused 0'], problems: [unused] });
    const expired = await checked({
      exemptions: entry({ files: 'src/**', expires: '2026-11-01' }),
      files: { 'src/a.ts': 'run(x);\n' },
    });
    expect(shown(expired)).toMatchObject({
      exemptions: ['expired 0'],
      problems: [
        "warning exemption exemptions.yaml:1 The exemption from 'no-eval' in 'src/**' is about no finding, and expired on 2026-11-01: remove it.",
      ],
    });
  });

  test.each<readonly [string, Workspace]>([
    [
      'when its policy is switched off',
      {
        settings: 'exemptions: exemptions.yaml\npolicies: {no-eval: {enabled: false}}\n',
        exemptions,
        files: {},
      },
    ],
    ['when its policy did not run', { exemptions, files: {}, request: { skip: ['no-eval'] } }],
    [
      'when only a part was asked for',
      { exemptions, files: { 'src/a.ts': 'x;\n', 'b.ts': 'x;\n' }, request: { paths: ['b.ts'] } },
    ],
    ['when a file that it may be about was not read', { exemptions, files: { 'src/a.ts': 'const = eval;\n' } }],
    [
      'when it speaks of several policies, of which some were left out',
      { exemptions: entry({ policy: 'no-*', files: 'src/**' }), files: {}, request: { only: ['no-eval'] } },
    ],
  ])('is not, %s', async (_, workspace) => {
    const report = await checked({ ...workspace, files: { 'a.ts': 'x;\n', ...workspace.files } });
    expect(report.problems.filter(({ kind }) => kind === 'exemption')).toEqual([]);
    expect(report.exemptions.map(({ state, findings }) => `${state} ${findings}`)).toEqual(['in-force 0']);
  });

  test('is reported beside an unread file that it is not about', async () => {
    const report = await checked({ exemptions, files: { 'lib/a.yaml': 'a: [\n', 'src/a.ts': 'x;\n' } });
    expect(report.exemptions.map(({ state }) => state)).toEqual(['unused']);
  });

  test('an id that no policy has', async () => {
    const files = { 'src/a.ts': 'x;\n' };
    const mistyped = await checked({ exemptions: entry({ policy: 'no-evl', files: '**' }), files });
    expect(shown(mistyped)).toMatchObject({
      exemptions: ['unused 0'],
      problems: [
        "warning exemption exemptions.yaml:1 An exemption speaks of the policy 'no-evl', and no loaded policy has such an id. Did you mean 'no-eval'?",
      ],
    });
    const other = await checked({
      exemptions: entry({ policy: 'no-evl', files: '**' }),
      files,
      request: { policies: ['policies/no-alert.yaml'] },
    });
    expect(shown(other)).toMatchObject({ exemptions: ['in-force 0'], problems: [] });
  });
});

describe('comments', () => {
  test('behind code and above it; the reason is the justification', async () => {
    const report = await checked({
      files: {
        'src/a.ts': `eval(a); // bylaw-ignore no-eval: behind
// bylaw-ignore no-eval until 2027-01-31: above
eval(b);
eval(c);
`,
      },
    });
    expect(shown(report)).toEqual({
      counts: ['src/a.ts:4 no-eval'],
      suppressed: [
        'src/a.ts:1 no-eval: inSource behind (src/a.ts:1)',
        'src/a.ts:3 no-eval: inSource above (src/a.ts:2) until 2027-01-31',
      ],
      exemptions: [],
      problems: [],
    });
  });

  test('a finding is meant by the line on which it begins', async () => {
    const report = await checked({
      files: { 'src/a.ts': 'eval(\n  // bylaw-ignore no-eval: too late\n  x,\n);\n' },
    });
    expect(shown(report)).toMatchObject({
      counts: ['src/a.ts:1 no-eval'],
      problems: [
        "warning directive src/a.ts:2 This comment exempts nothing: the policy 'no-eval' has no finding on line 3. Remove it.",
      ],
    });
  });

  test('malformed: it suppresses nothing, and the rest of the file is judged', async () => {
    const report = await checked({ files: { 'src/a.ts': 'eval(a); // bylaw-ignore no-eval\neval(b);\n' } });
    expect(shown(report)).toMatchObject({
      counts: ['src/a.ts:1 no-eval', 'src/a.ts:2 no-eval'],
      problems: [
        expect.stringMatching(/^error directive src\/a.ts:1 This comment exempts nothing, because it has no reason/),
      ],
    });
    expect(report.files.find(({ path }) => path === 'src/a.ts')).toMatchObject({ status: 'parsed' });
  });

  test.each([
    [
      'a file of carriage returns alone is one line',
      'eval(a);\r// bylaw-ignore no-eval: b only\reval(b);\reval(c);\r',
      3,
    ],
    ['what stands behind one would be hidden', 'x();\neval(a); // bylaw-ignore no-eval: a only\reval(b);\n', 2],
    ['a reader takes it for the comment', 'eval(a); // bylaw-ignore no-eval: a only\u2028eval(b);\n', 2],
  ])('a line break that not every tool knows: %s', async (_, text, counts) => {
    const report = await checked({ files: { 'src/a.ts': text } });
    expect(report.findings).toHaveLength(counts);
    expect(report.suppressed).toEqual([]);
    expect(shown(report)).toMatchObject({
      problems: [
        expect.stringMatching(
          /^error directive src\/a.ts:\d This comment exempts nothing, because the line that it speaks of/,
        ),
      ],
    });
  });

  test('in the frame of JSDoc: one line is meant, and several are said', async () => {
    const text =
      '/**\n * bylaw-ignore no-eval: a\n */\neval(a);\n/**\n * bylaw-ignore no-eval: b\n * and more\n */\neval(b);\n';
    expect(shown(await checked({ files: { 'src/a.ts': text } }))).toMatchObject({
      counts: ['src/a.ts:9 no-eval'],
      suppressed: ['src/a.ts:4 no-eval: inSource a (src/a.ts:1)'],
      problems: [expect.stringMatching(/^error directive src\/a.ts:5 .* it must stand on one line/)],
    });
  });

  test('expired, ending, unused, unknown and forbidden ones are said', async () => {
    const report = await checked({
      files: {
        'src/a.ts': `eval(a); // bylaw-ignore no-eval until 2026-11-20: past
eval(b); // bylaw-ignore no-eval until 2026-11-21: last day
run(c); // bylaw-ignore no-eval, no-debug: nothing there
eval(d); // bylaw-ignore no-evil: mistyped
alert(e); // bylaw-ignore no-alert: not allowed
`,
      },
    });
    expect(shown(report)).toEqual({
      counts: ['src/a.ts:1 no-eval', 'src/a.ts:4 no-eval', 'src/a.ts:5 no-alert'],
      suppressed: ['src/a.ts:2 no-eval: inSource last day (src/a.ts:2) until 2026-11-21'],
      exemptions: [],
      problems: [
        "warning directive src/a.ts:1 This comment expired on 2026-11-20: it permits what 'no-eval' finds there no longer.",
        "warning directive src/a.ts:2 This comment ends with 2026-11-21: after that day it permits what 'no-eval' finds there no longer.",
        "warning directive src/a.ts:3 This comment exempts nothing: the policy 'no-eval' has no finding on line 3. Remove it.",
        "warning directive src/a.ts:3 This comment exempts nothing: the policy 'no-debug' has no finding on line 3. Remove it.",
        "error directive src/a.ts:4 This comment exempts nothing: no loaded policy has the id 'no-evil'. Did you mean 'no-eval'?",
        "warning directive src/a.ts:5 This comment exempts nothing, because comments may not exempt findings of 'no-alert'.",
      ],
    });
  });

  test.each([
    ['for all policies', 'exemptions: {directives: forbid}\n'],
    ['for one', 'policies: {no-eval: {directives: forbid}}\n'],
  ])('bylaw.yaml can forbid them %s', async (_, settings) => {
    const report = await checked({ settings, files: { 'src/a.ts': 'eval(a); // bylaw-ignore no-eval: no\n' } });
    expect(shown(report)).toMatchObject({
      counts: ['src/a.ts:1 no-eval'],
      problems: [
        "warning directive src/a.ts:1 This comment exempts nothing, because comments may not exempt findings of 'no-eval'.",
      ],
    });
  });

  test('bylaw.yaml can allow them for a policy that forbids them', async () => {
    const report = await checked({
      settings: 'policies: {no-alert: {directives: allow}}\n',
      files: { 'src/a.ts': 'alert(a); // bylaw-ignore no-alert: yes\n' },
    });
    expect(shown(report)).toMatchObject({ counts: [], problems: [] });
  });

  test('a policy that did not run, a file not asked for, a file not wholly read: nobody can say that it is unused', async () => {
    const files = { 'src/a.ts': 'run(a); // bylaw-ignore no-eval: x\n', 'src/b.ts': 'x;\n' };
    expect((await checked({ files, request: { skip: ['no-eval'] } })).problems).toEqual([]);
    expect((await checked({ files, request: { paths: ['src/b.ts'] } })).problems).toEqual([]);
    const broken = await checked({ files: { 'src/a.ts': 'const = ;\nrun(a); // bylaw-ignore no-eval: x\n' } });
    expect(broken.problems.map(({ kind }) => kind)).toEqual(['parse']);
  });

  test('where policies are named on the command line, an id of another one is not unknown', async () => {
    const report = await checked({
      files: { 'src/a.ts': 'x; // bylaw-ignore elsewhere: x\n' },
      request: { policies: ['policies/no-eval.yaml'] },
    });
    expect(report.problems).toEqual([]);
  });

  test('the file of exemptions weighs more; the comment is no less used', async () => {
    const report = await checked({
      exemptions: entry({ files: 'src/**' }),
      files: { 'src/a.ts': 'eval(a); // bylaw-ignore no-eval: comment\n' },
    });
    expect(shown(report)).toEqual({
      counts: [],
      suppressed: ['src/a.ts:1 no-eval: external because (exemptions.yaml:1 of ana) until 2027-06-30'],
      exemptions: ['in-force 1'],
      problems: [],
    });
  });

  test('in configuration and SQL', async () => {
    const policy = `id: no-root
title: No root
severity: high
forbid: {config: '**/*.yaml', path: user, value: root}
`;
    const report = await checkTexts([{ path: 'p.yaml', text: policy }], {
      'a.yaml': '# bylaw-ignore no-root: needed\nuser: root\n',
      'b.yaml': 'user: root # bylaw-ignore no-root: needed\n',
      'c.yaml': "user: root\nnote: '# bylaw-ignore no-root: needed'\n",
    });
    expect(shown(report)).toMatchObject({
      counts: ['c.yaml:1 no-root'],
      suppressed: ['a.yaml:2 no-root: inSource needed (a.yaml:1)', 'b.yaml:1 no-root: inSource needed (b.yaml:1)'],
      problems: [],
    });
    const tables = await checked({
      files: {
        'supabase/migrations/1.sql':
          '-- bylaw-ignore tables: static\ncreate table a (id int);\ncreate table b (id int);\n',
      },
    });
    expect(tables.findings.map(({ key }) => key)).toEqual(['table public.b']);
    expect(tables.suppressed.map(({ key }) => key)).toEqual(['table public.a']);
  });

  test('rules of Semgrep: its own comments, and ours', async () => {
    const rules = `rules:
  - id: Eval.rule
    languages: [ts]
    severity: ERROR
    message: eval
    pattern: eval(...)
`;
    const report = await checkTexts([{ path: 'r.yaml', text: rules, semgrep: 'named' }], {
      'a.ts': 'eval(a); // nosemgrep\neval(b); // bylaw-ignore Eval.rule: ours\neval(c);\n',
    });
    expect(report.suppressed.map(({ suppression }) => suppression!.justification)).toEqual(['nosemgrep', 'ours']);
    expect(report.findings.map(({ place }) => place.region?.startLine)).toEqual([3]);
  });
});

test('threads and one thread say the same', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      `src/${i}.ts`,
      `eval(a); // bylaw-ignore no-eval: ${i}x\neval(b); // bylaw-ignore\n`,
    ]),
  );
  const one = await checked({ files, request: { workers: 1 } });
  const two = await checked({ files, request: { workers: 2 } });
  expect(shown(two)).toEqual(shown(one));
  expect(one.suppressed).toHaveLength(12);
});

const kinds: readonly VerdictKind[] = ['pass', 'fail', 'review', 'open', 'notApplicable', 'vacuous'];
const ids = ['a', 'b', 'a-b'];
const keys = ['x', 'x.y', '*', '__proto__'];
const paths = ['p.ts', 'q/r.ts', '__proto__'];

const anyFinding = fc.record({
  policy: fc.constantFrom(...ids),
  kind: fc.constantFrom<Finding['kind']>('fail', 'review'),
  key: fc.constantFrom(...keys),
  path: fc.constantFrom(...paths),
  line: fc.integer({ min: 1, max: 3 }),
});
const anyDay = fc.constantFrom('2026-11-01', '2026-11-21', '2026-11-25', '2027-11-01');
const anyExemption = fc.record({
  policy: fc.constantFrom('a', 'b', '*', 'a*', 'z', '__proto__'),
  subject: fc.constantFrom(...keys, 'x*'),
  files: fc.constantFrom(undefined, ['**'], ['q/**'], ['__proto__']),
  expires: anyDay,
});
const anyDirective = fc.record({
  policies: fc.subarray([...ids, 'z', '__proto__'], { minLength: 1 }),
  path: fc.constantFrom(...paths),
  line: fc.integer({ min: 1, max: 3 }),
  until: fc.option(anyDay, { nil: undefined }),
});

test('whatever is exempted: nothing is lost, no verdict changes, and what holds no more counts', () => {
  const run = fc.tuple(
    fc.array(anyFinding, { maxLength: 8 }),
    fc.array(anyExemption, { maxLength: 5 }),
    fc.array(anyDirective, { maxLength: 5 }),
    fc.array(fc.constantFrom(...kinds), { maxLength: 4 }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(run, ([given, permitted, comments, others, allowed]) => {
      const findings = given.map(findingOf);
      const exemptions = permitted.map(exemptionOf);
      const files = paths.map((path) =>
        fileOf(path, comments.filter((comment) => comment.path === path).map(directiveOf)),
      );
      const verdicts = Object.freeze(others.map((kind): Verdict => Object.freeze(verdictOf(kind))));
      const permissions: Permissions = {
        exemptions,
        rules: { warningDays: 14, directives: allowed },
        today,
        known: ids,
        isSelection: false,
        isAskedFor: () => true,
        compileGlobs: (globs) => (path) =>
          globs.some((glob) => glob === '**' || glob === path || (glob === 'q/**' && path.startsWith('q/'))),
      };
      const result = exempted(findings, { policies: [], verdicts, files }, permissions);
      const all = [...result.findings, ...result.suppressed];
      const unmarked = ({ suppression: _, ...finding }: Finding): object => finding;
      expect(all.map(unmarked).map(String)).toHaveLength(findings.length);
      expect(new Set(all.map(unmarked).map((finding) => JSON.stringify(finding)))).toEqual(
        new Set(findings.map((finding) => JSON.stringify(finding))),
      );
      expect(result.findings.every(({ suppression }) => !suppression)).toBe(true);
      expect(
        result.suppressed.every(({ suppression }) => suppression!.until === undefined || suppression!.until >= today),
      ).toBe(true);
      if (!allowed) expect(result.suppressed.every(({ suppression }) => suppression!.kind === 'external')).toBe(true);
      expect(result.exemptions.map(({ exemption }) => exemption)).toEqual(exemptions);
    }),
    { numRuns: 300 },
  );
});

function findingOf(
  {
    policy,
    kind,
    key,
    path,
    line,
  }: Readonly<{ policy: string; kind: Finding['kind']; key: string; path: string; line: number }>,
  i: number,
): Finding {
  const region = { start: 0, end: 1, startLine: line, startColumn: 1, endLine: line, endColumn: 2 };
  return {
    policy,
    kind,
    key,
    severity: 'high',
    message: 'm',
    fingerprint: `${i}`,
    related: [],
    place: { path, region },
  };
}

function exemptionOf({
  files,
  ...rest
}: Readonly<{ policy: string; subject: string; expires: string; files?: readonly string[] | undefined }>): Exemption {
  const place = { path: 'exemptions.yaml' };
  return { ...rest, ...(files && { files }), place, reason: 'r', owner: 'o', created: '2026-10-01' };
}

function directiveOf({
  policies: named,
  path,
  line,
  until,
}: Readonly<{ policies: string[]; path: string; line: number; until?: string | undefined }>): Directive {
  return { place: { path }, line, policies: named, reason: 'r', ...(until !== undefined && { until }) };
}

function fileOf(path: string, directives: readonly Directive[]): FileFacts {
  return { path, language: 'javascript', status: 'parsed', bytes: 0, rows: [], problems: [], directives };
}

function verdictOf(kind: VerdictKind): Verdict {
  return { policy: 'a', kind, subject: 's', bindings: {}, evidence: [], causes: [] };
}

test.each([
  ['a', 'a', true],
  ['a', 'ab', false],
  ['*', '', true],
  ['a*', 'a', true],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['*b*', 'abc', true],
  ['a*b*c', 'a-c-b', false],
  ['a*b*c', 'a-b-b-c', true],
  ['f(integer)', 'f(integer)', true],
  ['f(*)', 'f(a, b[0])', true],
  ['[a]', 'a', false],
  ['?', 'a', false],
  ['*'.repeat(50) + 'b', 'a'.repeat(100_000), false],
])('%s fits %s: %s', (pattern, text, fits) => {
  expect(fitsWildcard(pattern, text)).toBe(fits);
});
