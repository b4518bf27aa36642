/** As many as anybody writes, in one name or as whole names. */
const mostWildcards = 4;
/** As long as a path can be on Linux; V8 compiles no expression of some ten thousand characters. */
const longestGlob = 4_096;

/**
 * Whether a glob could take very long on a long path, or cannot be tried at all: it becomes a regular expression, whose
 * search tries the places of each further star anew for each place of the one before.
 */
export function isTooCostly(glob: string): boolean {
  if (glob.length > longestGlob) return true;
  const names = glob.split('/');
  const deep = names.filter((name) => name === '**').length;
  return deep > mostWildcards || names.some((name) => (name.match(/\*+/g)?.length ?? 0) > mostWildcards);
}
