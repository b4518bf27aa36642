/** Every generated page says so where an editor of it would look. */
export function page(title: string, ...parts: readonly string[]): string {
  const note = `<!-- Generated: change the source, then run 'npx vitest run test/docs --update'. -->`;
  return `${[note, `# ${title}`, ...parts].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Columns in which nothing stands are left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const filled = (_: string, column: number): boolean => rows.some((row) => row[column] !== '');
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))];
  return lines.map((line) => `| ${line.filter(filled).join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
}

export function code(text: string): string {
  const ticks = text.includes('`') ? '``' : '`';
  return `${ticks}${text}${ticks}`;
}

export function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

/** The fence is longer than any in the text. */
export function block(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** The language of a code block by the name of the file. */
export function languageOfBlock(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^\.env|\.env$/.test(name)) return 'dotenv';
  if (/^\..*ignore$/.test(name)) return 'gitignore';
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
}

/** `- name: text`, without those that have no text. */
export function facts(entries: readonly (readonly [name: string, text: string])[]): string {
  return entries.flatMap(([name, text]) => (text === '' ? [] : [`- **${name}:** ${text}`])).join('\n');
}

/** What GitHub makes of a heading. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
