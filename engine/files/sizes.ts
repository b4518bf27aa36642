import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of a file of the workspace; 0 of what cannot be asked: whoever reads it will say why. */
export function sizeOf(root: string, path: string): number {
  try {
    return lstatSync(join(root, path)).size;
  } catch {
    return 0;
  }
}
