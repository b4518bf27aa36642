/** A value of a policy as a person would read it aloud: no braces, which mean something in SARIF messages. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return value.slice(0, 3).map(inWords).join(' or ') + (value.length > 3 ? ' …' : '');
  if (value === null || typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key} ${inWords(item)}`)
    .join(', ');
}
