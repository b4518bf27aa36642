import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
import { slug } from './markdown.ts';

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .map((path) => `docs/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.md'));

test.each(pages)('%s links to what is there', (path) => {
  const prose = withoutBlocks(readFileSync(path, 'utf8')).replace(/`[^`\n]*`/g, '``');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !/^https?:/.test(link) && !isThere(link, path))).toEqual([]);
});

function withoutBlocks(text: string): string {
  return text.replace(/^(`{3,})[^\n]*\n[^]*?^\1$/gm, '');
}

function isThere(link: string, from: string): boolean {
  const [file = '', heading] = link.split('#');
  const target = file === '' ? from : join(dirname(from), file);
  if (!existsSync(target)) return false;
  return heading === undefined || (statSync(target).isFile() && headingsOf(target).includes(heading));
}

function headingsOf(path: string): readonly string[] {
  const prose = withoutBlocks(readFileSync(path, 'utf8'));
  return [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => slug(heading));
}
