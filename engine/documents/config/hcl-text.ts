const quotedEscape = /\\(?:([nrt"\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))|(\$\$|%%)\{/g;
const templateEscape = /(\$\$|%%)\{/g;
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const largestCodePoint = 0x10ffff;

/** What stands between the quotes of a string without templates, decoded. A number that is no character stays as it is. */
export function quotedText(raw: string): string {
  return raw.replace(quotedEscape, (whole: string, letter?: string, four?: string, eight?: string, marker?: string) => {
    if (marker !== undefined) return `${marker[0]}{`;
    if (letter !== undefined) return controls[letter] ?? letter;
    const point = parseInt(four ?? eight ?? '', 16);
    return point > largestCodePoint ? whole : String.fromCodePoint(point);
  });
}

/** The text of a heredoc, from `<<` to its end marker: only `$${` and `%%{` are escapes; `<<-` takes off common indentation. */
export function heredocText(raw: string): string {
  const start = raw.indexOf('\n') + 1;
  const end = raw.lastIndexOf('\n') + 1;
  const body = raw.slice(start, Math.max(start, end));
  return (raw.startsWith('<<-') ? outdented(body) : body).replace(
    templateEscape,
    (_, marker: string) => `${marker[0]}{`,
  );
}

/** Lines without text neither count nor change. */
function outdented(body: string): string {
  const lines = body.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  return lines.map((line) => (line.trim() === '' ? line : line.slice(common))).join('\n');
}
