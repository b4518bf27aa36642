import type { Pattern } from './ast.ts';

/** Whether some match of it consumes nothing. */
export function canBeEmpty(pattern: Pattern): boolean {
  switch (pattern.op) {
    case 'set':
      return false;
    case 'choice':
      return pattern.of.some(canBeEmpty);
    case 'repeat':
      return pattern.min === 0 || canBeEmpty(pattern.of);
    case 'sequence':
    case 'group':
    case 'atomic':
      return partsOf(pattern).every(canBeEmpty);
    default:
      return true;
  }
}

/** Whether a pattern that can be empty may try that before something that is not. */
export function prefersEmpty(pattern: Pattern): boolean {
  switch (pattern.op) {
    case 'choice':
      return pattern.of.some((branch, i) => canBeEmpty(branch) && (i < pattern.of.length - 1 || prefersEmpty(branch)));
    case 'repeat':
      return (pattern.min === 0 && pattern.mode === 'lazy') || (canBeEmpty(pattern.of) && prefersEmpty(pattern.of));
    case 'sequence':
    case 'group':
    case 'atomic':
      return partsOf(pattern).some(prefersEmpty);
    default:
      return false;
  }
}

/** What a pattern is directly made of. */
export function partsOf(pattern: Pattern): readonly Pattern[] {
  if (!('of' in pattern)) return [];
  return 'op' in pattern.of ? [pattern.of] : pattern.of;
}
