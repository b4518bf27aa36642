import micromatch from 'micromatch';

/** Those that set the option themselves instead of relying on the flag. */
const setIntrafile = [
  'test_destructure_depth3_js',
  'test_hof_callback_taint_js',
  'test_hof_callback_taint_ts',
  'test_hof_push_js',
  'test_inline_push_js',
  'test_map_destructure_js',
  'test_map_destructure_ts',
  'test_maybe_doubleedge_js',
  'test_parent_cell_leak_js',
  'test_rest_js',
];

/** Cases that their own engine does not pass, or runs with another configuration, as its test runner says. */
const known: readonly (readonly [glob: string, reason: string])[] = [
  ['**/cross_function_tainting/test_guards_*', 'needs the option guarded_taint_signatures, which is refused'],
  [`**/cross_function_tainting/!(${setIntrafile.join('|')})*`, 'runs with --taint-intrafile'],
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
