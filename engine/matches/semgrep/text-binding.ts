import type { Range } from '../../model/region.ts';
import type { LocalBinding } from '../matcher.ts';

/** Text that is no code of its own. */
export function textBinding(text: string, range: Range, path: string): LocalBinding {
  return { text, value: text, content: true, range, path };
}

export function moved([start, end]: Range, by: number): Range {
  return [start + by, end + by];
}
