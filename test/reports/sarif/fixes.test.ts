import type { Log, Replacement } from 'sarif';
import { expect, test } from 'vitest';
import { sarif } from '../../../engine/reports/sarif/sarif.ts';
import { checkText } from '../../language/verdicts-of.ts';
import { pathOf } from './examined.ts';

const options = { colour: false, includeReview: false, evidence: false };

const policy = (replace: string): string => `
id: no-eval
title: Nothing is evaluated
severity: high
fix: { safe: true, replace: ${JSON.stringify(replace)} }
forbid: { code: eval($X) }
`;

async function fixesOf(replace: string, files: Readonly<Record<string, string>>) {
  const log = JSON.parse(sarif.render(await checkText(policy(replace), files), options)) as Log;
  const results = log.runs[0]?.results ?? [];
  return { results, changes: results.flatMap(({ fixes = [] }) => fixes.flatMap((fix) => fix.artifactChanges)) };
}

/** What an editor makes of a file by what the log says, from its end to its beginning. */
function applied(text: string, replacements: readonly Replacement[]) {
  const bom = text.startsWith('\ufeff') ? '\ufeff' : '';
  const lines = text.slice(bom.length).split(/(?<=\n)/);
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length, 0) + column - 1;
  const edits = replacements.map(
    ({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => ({
      start: offset(startLine ?? 0, startColumn ?? 0),
      end: offset(endLine ?? 0, endColumn ?? 0),
      inserted: insertedContent?.text ?? '',
    }),
  );
  return (
    bom +
    edits
      .sort((a, b) => b.start - a.start)
      .reduce((all, { start, end, inserted }) => all.slice(0, start) + inserted + all.slice(end), lines.join(''))
  );
}

test.each([
  ['several on a line', 'eval(a); eval(b);\n'],
  ['after emoji and tabs', 'let s = "😀😀";\t\teval("👩‍👩‍👧");\n'],
  ['with CRLF', 'let a;\r\neval(a);\r\n'],
  ['after a byte order mark', '\ufeffeval(a);\n'],
  ['at the end', 'eval(a)'],
  ['over lines', 'if (a) {\n  eval(\n    a,\n  );\n}\n'],
])('a file in which all fixes are applied has no result left: %s', async (_, text) => {
  const { results, changes } = await fixesOf('JSON.parse($X)', { 'a.ts': text });
  expect(results.length).toBeGreaterThan(0);
  const replacements = changes.flatMap((change) => change.replacements);
  expect(replacements).toHaveLength(results.length);
  expect(changes.every(({ artifactLocation }) => pathOf(artifactLocation) === 'a.ts')).toBe(true);
  const fixed = applied(text, replacements);
  expect((await fixesOf('JSON.parse($X)', { 'a.ts': fixed })).results).toEqual([]);
  expect(fixed.match(/JSON\.parse/g)).toHaveLength(results.length);
});

test('what is inserted has the line breaks of its file', async () => {
  const { changes } = await fixesOf('run(\n  $X,\n)', { 'a.ts': 'let a;\r\neval(a);\r\n' });
  expect(changes[0]?.replacements[0]?.insertedContent?.text).toBe('run(\r\n  a,\r\n)');
});

test('a fix that changes nothing is none', async () => {
  const { results, changes } = await fixesOf('eval($X)', { 'a.ts': 'eval(a);\n' });
  expect([results.length, changes]).toEqual([1, []]);
});
