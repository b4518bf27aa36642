/** Source code can hold half a surrogate pair ('\ud83d'); written out it would make invalid UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** For `JSON.stringify`: no string value of the output has half a pair. */
export function wellFormedValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? wellFormed(value) : value;
}
