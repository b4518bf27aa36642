/** Keys of the language that this version does not know yet; a reader of its documentation may well write them. */
const laterKeys = new Set(['origin', 'ts-type', 'import', 'call-out', 'supabase-call']);

export function isLaterKey(key: string): boolean {
  return laterKeys.has(key);
}
