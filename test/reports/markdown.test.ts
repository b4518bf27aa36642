import { expect, test } from 'vitest';
import { GFM, parser } from '@lezer/markdown';
import { markdown } from '../../engine/reports/markdown/markdown.ts';
import { clean, finding, info, at, hostile, large, plain, policy, report, withReviews } from './ci-report.ts';

const commonMark = parser.configure(GFM);

/** Names of the nodes that a parser of GitHub's Markdown sees, and the text of each. */
function nodes(text: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  commonMark.parse(text).iterate({ enter: ({ name, from, to }) => void found.push([name, text.slice(from, to)]) });
  return found;
}

function sectionsOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => /^#|^<summary>/.test(line));
}

test('the whole report', async () => {
  await expect(markdown.render(report, plain)).toMatchFileSnapshot('expected/ci.md');
});

test('reviews are always shown', () => {
  expect(markdown.render(report, withReviews)).toBe(markdown.render(report, plain));
});

test('every part says how much is in it', () => {
  expect(sectionsOf(markdown.render(report, plain))).toEqual([
    '## Bylaw: 4 failures, 1 to review, 3 not decided',
    '### Failures (4)',
    '### To review (1)',
    '### Not decided (3)',
    '### Problems (4)',
    '### Not counted',
    '### Exemptions to look at (2)',
    '<summary>Policies (5)</summary>',
    '### Coverage',
    '<summary>Not read wholly (1)</summary>',
  ]);
  expect(sectionsOf(markdown.render(clean, plain))).toEqual([
    '## Bylaw: No failure in 2 subjects examined',
    '<summary>Policies (1)</summary>',
    '### Coverage',
  ]);
});

test('a run without subjects or without policies does not look like a clean one', () => {
  const vacuous = { ...clean, policies: [policy(info('a', 'low'), { vacuous: 1 })], verdicts: [] };
  expect(markdown.render(vacuous, plain)).toContain('## Bylaw: Nothing examined\n');
  expect(markdown.render(vacuous, plain)).toContain('| a | low | no subject found |');
  expect(markdown.render({ ...clean, policies: [] }, plain)).toContain('## Bylaw: Nothing was checked\n');
});

test('text of the files is nothing but text to a parser', () => {
  const only = { ...clean, findings: [finding(info('p', 'low'), at('a.ts', 1), hostile)] };
  const seen = nodes(markdown.render(only, plain));
  const names = new Set(seen.map(([name]) => name));
  for (const markup of [
    'HTMLTag',
    'InlineCode',
    'Emphasis',
    'Strikethrough',
    'StrongEmphasis',
    'Image',
    'FencedCode',
  ]) {
    expect([...names]).not.toContain(markup);
  }
  expect(seen.filter(([name]) => name === 'Link')).toEqual([
    ['Link', '[a.ts:1](https://github.com/acme/shop/blob/c0ffee/a.ts#L1)'],
  ]);
  const rows = seen.filter(([name, text]) => name === 'TableRow' && text.startsWith('| low'));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.[1].match(/(?<!\\)\|/g)).toHaveLength(5);
  expect(rows[0]?.[1]).not.toMatch(/@\w|#\d/);
});

test.each([
  ['https://github.com/acme/shop', 'https://github.com/acme/shop/blob/c0ffee/src/b.ts#L1'],
  ['https://gitlab.acme.org/a/b/shop.git', 'https://gitlab.acme.org/a/b/shop/-/blob/c0ffee/src/b.ts#L1'],
  ['ssh://git@github.com/acme/shop', 'src/b.ts#L1'],
  ['https://git.acme.org/shop', 'src/b.ts#L1'],
  ['https://evil.org/x)](https://github.com/', 'src/b.ts#L1'],
  [undefined, 'src/b.ts#L1'],
])('of the repository %s a place is linked to %s', (repository, link) => {
  const revision = { commit: 'c0ffee', ...(repository !== undefined && { repository }) };
  expect(markdown.render({ ...report, revision }, plain)).toContain(`[src/b.ts:1](${link})`);
});

test('a path with every character that hurts is one link, and one outside is none', () => {
  const text = markdown.render(report, plain);
  expect(text).toContain(
    'a b#c.tsx:7](https://github.com/acme/shop/blob/c0ffee/app/%28shop%29/%5Bid%5D/a%20b%23c.tsx#L7-L9)',
  );
  expect(text).toContain('| warning | /home/me/p.yaml | It matches nothing. |');
});

test.each([
  [100, 60],
  [5000, 60],
  [2000, 5000],
])('%i findings with messages of %i characters fit a comment, the worst are kept, the rest counted', (size, length) => {
  const text = markdown.render(large(size, length), plain);
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toContain(`### Failures (${size})`);
  const rows = text.split('\n').filter((line) => /^\| (critical|high|medium|low|info) \| no-eval/.test(line));
  expect(rows[0]).toMatch(/^\| critical /);
  expect(rows.length > 0 && rows.length <= size).toBe(true);
  if (rows.length < size) {
    expect(text).toContain('> Tables are cut: ');
    expect(text).toContain(`… and ${size - rows.length} more.`);
  }
});

test('whatever the names are, a report fits a comment', () => {
  const long = '@'.repeat(400);
  const findings = Array.from({ length: 300 }, () => finding(info(long, 'high'), at(long, 1), long));
  const policies = Array.from({ length: 300 }, () => policy(info(long, 'high'), { fail: 1 }));
  const text = markdown.render({ ...clean, findings, policies }, plain);
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toContain('### Failures (300)');
});
