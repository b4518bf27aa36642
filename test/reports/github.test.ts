import { expect, test } from 'vitest';
import { severities } from '../../engine/model/severity.ts';
import { github } from '../../engine/reports/github.ts';
import { at, clean, finding, hostile, info, large, plain, report, verdict, withReviews } from './ci-report.ts';

function lines(text: string): readonly string[] {
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n');
}

/** As the runner reads a line: the name, the properties and the message, each with its escapes undone. */
function parsed(line: string) {
  const [, level = '', written = '', data = ''] = /^::(\w+) ?(.*?)::(.*)$/.exec(line) ?? [];
  const plainText = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const properties = written.split(',').map((pair) => pair.split('='));
  return {
    level,
    ...Object.fromEntries(properties.map(([name, value = '']) => [name, plainText(value)])),
    message: plainText(data),
  };
}

test('the whole report', async () => {
  await expect(github.render(report, withReviews)).toMatchFileSnapshot('expected/ci.github.txt');
});

test('every line but the last is one command, whatever a message holds', () => {
  const all = lines(github.render(report, withReviews));
  for (const line of all.slice(0, -1)) expect(line).toMatch(/^::(error|warning|notice) .*title=[^:]+::./);
  expect(all.at(-1)).toBe('bylaw: 4 failures, 1 to review, 3 not decided.');
});

test('the runner reads what was meant', () => {
  const annotations = lines(github.render(report, plain)).map(parsed);
  const shown = hostile.replace(/[\u0000\u001b\u202e]|\p{Surrogate}/gu, '\ufffd'); // eslint-disable-line no-control-regex
  expect(annotations).toContainEqual({
    level: 'error',
    file: 'app/(shop)/[id]/a b#c.tsx',
    line: '7',
    endLine: '9',
    title: 'no-eval (critical)',
    message: shown,
  });
  expect(annotations).toContainEqual({
    ...{ level: 'error', file: 'app/(shop)/[id]/a b#c.tsx', line: '12', endLine: '12', col: '3', endColumn: '7' },
    ...{ title: 'no-eval (critical)', message: 'Text becomes code.' },
  });
});

test('reviews come when asked for, as notices', () => {
  const reviews = (options: typeof plain) =>
    lines(github.render(report, options)).filter((l) => l.includes('To review'));
  expect(reviews(plain)).toEqual([]);
  expect(reviews(withReviews)).toHaveLength(1);
  expect(reviews(withReviews)[0]).toMatch(/^::notice /);
});

test('no absolute path is written: it could not be annotated', () => {
  expect(github.render(report, plain)).not.toContain('/home/me');
  expect(github.render(report, plain)).toContain('::warning title=Problem%3A stale-exception::It matches nothing.');
});

test('of many the worst ten of each level are shown, and how many are not', () => {
  const annotations = lines(github.render(large(500), plain))
    .slice(0, -1)
    .map(parsed);
  const of = (level: string) => annotations.filter((annotation) => annotation.level === level);
  expect([of('error').length, of('warning').length, of('notice').length]).toEqual([10, 10, 10]);
  const [error] = of('error');
  expect(error).toMatchObject({ title: `no-eval (${severities[0]})`, file: 'src/400.ts' });
  expect(annotations.at(-1)?.message).toMatch(/^471 more annotations are not shown here: /);
});

test('a file that leaves many policies open is said once: findings of medium severity are shown beside it', () => {
  const unread = { kind: 'not-read', message: "'a.ts' is encoded as UTF-16.", place: { path: 'a.ts' } } as const;
  const policies = Array.from({ length: 12 }, (_, i) => info(`p${i}`, 'high'));
  const verdicts = policies.map((of) => verdict(of, 'open', { path: 'a.ts' }, { causes: [unread] }));
  const medium = finding(info('medium', 'medium'), at('z.ts', 1), 'It is there.');
  const [open, found] = lines(github.render({ ...clean, verdicts, findings: [medium] }, plain)).map(parsed);
  expect(open).toMatchObject({ level: 'warning', file: 'a.ts', title: '12 policies (not decided)' });
  expect(open?.message).toBe(
    `12 subjects could not be decided. 'a.ts' is encoded as UTF-16. Policies: ${policies.map(({ id }) => id).join(', ')}.`,
  );
  expect(found).toMatchObject({ title: 'medium (medium)', message: 'It is there.' });
});

test('a clean run has no annotation and says what it examined', () => {
  expect(github.render(clean, plain)).toBe('bylaw: No failure in 2 subjects examined.\n');
});
