const mostInspected = 4096;
const mostOfShort = 500;
const longestAverageLine = 150;
const mostUnprintable = 0.01;

/**
 * Whether a text looks written by hand, going by its beginning. Semgrep's generic patterns are not tried on files that
 * look minified or binary; what a metavariable is bound to is searched whatever it looks like.
 */
export function looksReadable(text: string): boolean {
  const start = text.slice(0, mostInspected);
  if (start === '') return true;
  const ascii = start.match(/\p{ASCII}/gu)?.length ?? 0;
  const printable = start.match(/[\t\n\r -~]/g)?.length ?? 0;
  if ((ascii - printable) / ascii >= mostUnprintable) return false;
  const lines = start.split('\n').length;
  return start.length <= mostOfShort || start.length / lines <= longestAverageLine;
}
