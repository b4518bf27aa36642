import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { anchors } from '../../engine/matches/all.ts';
import { parseConfiguration, type ExemptionSettings } from '../../engine/policies/configuration.ts';
import { parseExemptions } from '../../engine/policies/exemptions.ts';
import { checkTexts } from '../../engine/scan.ts';

/* What docs/exemptions.md shows is taken as it stands there. */

const page = readFileSync('docs/exemptions.md', 'utf8');

function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);
}

const configurations = blocks('yaml').filter((text) => /^(exemptions|policies):/.test(text));

test.each(configurations)('the configuration is one: %s', (text) => {
  expect(parseConfiguration('bylaw.yaml', text, anchors).problems).toEqual([]);
});

test('the entries are ones under the strictest configuration of the page', () => {
  const [, strict = ''] = configurations;
  const settings = parseConfiguration('bylaw.yaml', strict, anchors).configuration?.exemptions as ExemptionSettings;
  const [text = '', ...others] = blocks('yaml').filter((block) => /^- policy:/m.test(block));
  expect(others).toEqual([]);
  const { exemptions, problems } = parseExemptions({ path: 'exemptions.yaml', text }, settings, '2026-11-21', anchors);
  expect(problems).toEqual([]);
  expect(exemptions.map(({ policy }) => policy)).toEqual(['supabase-table-without-rls', 'no-eval']);
});

test('every key of an entry is in the table', () => {
  const schema = JSON.parse(readFileSync('schemas/exemptions.schema.json', 'utf8')) as {
    readonly items: { readonly properties: Readonly<Record<string, unknown>> };
  };
  const [table = ''] = /^\| key [^]*?\n\n/m.exec(page) ?? [];
  const listed = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, key]) => key);
  expect(listed).toEqual(Object.keys(schema.items.properties));
});

test('the comments of the page exempt what they stand at', async () => {
  const policy = 'id: no-eval\ntitle: No eval\nseverity: high\nforbid: {code: eval(...)}\n';
  const report = await checkTexts([{ path: 'p.yaml', text: policy }], { 'a.ts': blocks('ts').join('\n') });
  expect(report.findings).toEqual([]);
  expect(report.suppressed.map(({ suppression }) => suppression?.justification)).toEqual([
    'the template is ours, see docs/templates.md',
    'goes with the old parser',
  ]);
});
