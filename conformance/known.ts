import micromatch from 'micromatch';

/** Cases that their own engine does not pass, or runs with another configuration, as its test runner says. */
const known: readonly (readonly [glob: string, reason: string])[] = [
  ['**/cross_function_tainting/**', 'runs with --taint-intrafile'],
  ['**/unicode/security/bidi.yml', 'its own runner expects it to fail'],
  ['**/yaml/semgrep/consistency/**', 'its own runner expects it to fail'],
  ['**/ts_type.yaml', 'its own engine refuses the rule, which has no message'],
  ['**/stats/**', 'its own runner leaves it out'],
  ['**/*.TODO', 'its own runner leaves it out'],
];

/** Why a case is not counted. */
export function knownReason(name: string): string | undefined {
  return known.find(([glob]) => micromatch.isMatch(name, glob, { dot: true }))?.[1];
}
