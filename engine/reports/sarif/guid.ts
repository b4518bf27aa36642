import { createHash } from 'node:crypto';

/** The namespace of URLs, RFC 9562, section 6.6. */
const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** A UUID of version 5 (RFC 9562, section 5.5): the same for a name on every machine and in every run. */
export function guidOf(...name: readonly string[]): string {
  const hash = createHash('sha1')
    .update(namespace)
    .update(['bylaw:', ...name].join('/'))
    .digest()
    .subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const digits = hash.toString('hex');
  return [0, 8, 12, 16, 20].map((start, i, all) => digits.slice(start, all[i + 1])).join('-');
}
