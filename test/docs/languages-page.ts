import { languages } from '../../engine/documents/all.ts';
import { formats } from '../../engine/reports/all.ts';
import { code, codes, page, table } from './markdown.ts';

export function languagesPage(): string {
  return page(
    'Languages and report formats',
    '## Languages',
    'The first language whose globs fit a path parses the file. The family decides which matchers speak of it: ' +
      '`code` and `selector`, `route`, `env` of code; `sql` and `schema` of SQL; `config` of configuration. ' +
      'Files of no language are read by `text` and `file` only.',
    table(
      ['language', 'family', 'globs'],
      languages.map(({ name, family, globs }) => [name, family, codes(globs)]),
    ),
    '## Report formats',
    `For \`--format\` and \`--output\` of [\`bylaw check\`](cli.md#bylaw-check); the default is ${code(formats[0]!.name)}.`,
    table(
      ['format', ''],
      formats.map(({ name, description }) => [code(name), description]),
    ),
  );
}
