/** What becomes of a text that is nested too deeply: none of it is read, or some, or the language does not nest. */
export type Expected = 'failed' | 'partial' | 'parsed';

/** Nested in each way that each language has. */
export function deepTexts(depth: number): Readonly<Record<string, readonly [text: string, expected: Expected]>> {
  const nest = (open: string, inside: string, close: string): string =>
    open.repeat(depth) + inside + close.repeat(depth);
  return {
    'flow.yaml': [nest('[', '', ']'), 'failed'],
    'maps.yaml': [nest('{a: ', '1', '}'), 'failed'],
    'sequences.yaml': [nest('- ', '1', ''), 'failed'],
    'open.yaml': [nest('[', '', ''), 'failed'],
    'arrays.json': [nest('[', '', ']'), 'failed'],
    'objects.json': [nest('{"a":', '1', '}'), 'failed'],
    'open.json': [nest('{"a":[', '', ''), 'failed'],
    'arrays.toml': [`a = ${nest('[', '', ']')}\n`, 'failed'],
    'inline.toml': [`a = ${nest('{a = ', '1', '}')}\n`, 'failed'],
    'keys.toml': [`${nest('a.', 'a', '')} = 1\n`, 'failed'],
    'parentheses.js': [nest('(', '1', ')'), 'failed'],
    'blocks.js': [nest('{', '', '}'), 'failed'],
    'sum.js': [`x = ${nest('1 + ', '1', '')};`, 'failed'],
    'calls.js': [`x${nest('.a()', '', '')};`, 'failed'],
    'else.js': [nest('if (a) b(); else ', ';', ''), 'failed'],
    'functions.js': [nest('() => ', '1', ''), 'failed'],
    'open.js': [nest('(', '', ''), 'failed'],
    'types.ts': [`type A = ${nest('A<', 'x', '>')};`, 'failed'],
    'elements.tsx': [`x = ${nest('<a>', '', '</a>')};`, 'failed'],
    'component.vue': [`<script>${nest('(', '1', ')')}</script>`, 'partial'],
    'page.html': [nest('<div>', '', '</div>'), 'parsed'],
    'parentheses.sql': [`select ${nest('(', '1', ')')};\n`, 'partial'],
    'subqueries.sql': [`select ${nest('(select ', '1', ')')};\n`, 'partial'],
    'not.sql': [`select ${nest('not ', 'true', '')};\n`, 'partial'],
    'quotes.md': [`${nest('>', 'a', '')}\n`, 'failed'],
    'lists.md': [`${nest('- ', 'a', '')}\n`, 'failed'],
    'brackets.md': [`${nest('[', 'a', ']')}\n`, 'parsed'],
    'elements.xml': [nest('<a>', '', '</a>'), 'partial'],
    'lists.tf': [`a = ${nest('[', '', ']')}\n`, 'partial'],
    'blocks.tf': [nest('a {\n', '', '}\n'), 'partial'],
    'nginx.conf': [nest('a {', '', '}'), 'partial'],
    Dockerfile: [`FROM a\nENV A=${nest('${A:-', '', '}')}\n`, 'parsed'],
    'a.Dockerfile': [`FROM a\nRUN ${nest('$(', 'a', ')')}\n`, 'parsed'],
    'sections.ini': [`${nest('[', 'a', ']')}\n`, 'partial'],
    'a.properties': [`a=${nest('${', 'a', '}')}\n`, 'parsed'],
    '.env': [`A=${nest('${A:-', '', '}')}\n`, 'parsed'],
    '.gitignore': [`${nest('a/', 'a', '')}\n`, 'partial'],
    'yarn.lock': ['# yarn lockfile v1\n', 'parsed'],
    'a.prisma': [`model M {\n  id Int @id @default(${nest('[', '', ']')})\n}\n`, 'partial'],
  };
}
