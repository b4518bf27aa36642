import semver from 'semver';
import { compilePcre } from '../../matches/expression/pcre.ts';
import type { Fix, PolicyInfo } from '../../model/policy.ts';
import type { Problem } from '../../model/problem.ts';
import type { RangeOptions, RangeRule } from '../../model/range-formula.ts';
import { child, policyProblem, type Located } from '../source.ts';
import { readRoot } from './formula.ts';
import { fixRegexKeys, rootKeys, ruleKeys } from './keys.ts';
import { readRuleLanguages, type RuleLanguage } from './languages.ts';
import { readMatch } from './match.ts';
import { readMetadata, readSeverity, titleOf } from './metadata.ts';
import { readOptions } from './options.ts';
import { readPaths, type RulePaths } from './paths.ts';
import { checkKeys, has, refuse, requiredText, textUnder, type Reader } from './reader.ts';
import { readTaint } from './taint.ts';
import { listed } from './words.ts';

/** The version of Semgrep whose meaning of rules is implemented: what `min-version` and `max-version` compare with. */
export const semgrepVersion = '1.100.0';

/** One rule of a file, read. */
export interface ReadRule {
  readonly info: PolicyInfo;
  /** One for each language of ours that it is written for. */
  readonly parts: readonly RulePart[];
  readonly paths: RulePaths;
  readonly fix?: Fix;
  /** Of Semgrep's languages those that it does not run for here. */
  readonly foreign: readonly string[];
  /** With any of these it does not run. */
  readonly problems: readonly Problem[];
  /** Where the values of the parts were written. */
  readonly written: ReadonlyMap<unknown, Located>;
}

export interface RulePart {
  readonly rule: RangeRule;
  readonly files?: readonly string[];
}

/** The data of one rule; `id` is its own, or a longer one where several rules share it. */
export function readRule(located: Located, id: string, pack?: string): ReadRule {
  const reader: Reader = { problems: [], id, language: '', isNested: false, written: new Map() };
  const { read, foreign } = readRuleLanguages(located, reader);
  checkKeys(located, ruleKeys, 'A rule', reader);
  checkVersion(located, reader);
  const info = { ...readInfo(located, id, reader), ...(pack !== undefined && { pack }) };
  const fix = readFix(located, reader);
  const paths = readPaths(located, reader);
  const options = readOptions(located, reader);
  const parts = reader.problems.length > 0 ? [] : readParts(located, read, options, reader);
  const { problems, written } = reader;
  // What is wrong with a rule that does not run anyway is nobody's business.
  const isForeign = read.length === 0 && foreign.length > 0;
  return { info, parts, paths, foreign, problems: isForeign ? [] : problems, written, ...(fix && { fix }) };
}

function readInfo(located: Located, id: string, reader: Reader): PolicyInfo {
  const message = requiredText(located, 'message', reader).trim();
  const region = located.origin.locate([...located.path, 'id'], 'value');
  return {
    id,
    title: titleOf(located, id),
    severity: readSeverity(located, reader),
    message,
    description: message,
    ...readMetadata(located),
    dialect: 'semgrep',
    path: located.origin.path,
    ...(region && { region }),
  };
}

function checkVersion(located: Located, reader: Reader): void {
  for (const key of ['min-version', 'max-version'] as const) {
    const text = textUnder(located, key, reader);
    if (text === undefined) continue;
    const version = semver.valid(text);
    const isMissed = version !== null && (key === 'min-version' ? semver.gt : semver.lt)(version, semgrepVersion);
    const about = `this version gives rules the meaning of Semgrep ${semgrepVersion}.`;
    if (version === null) refuse(child(located, key), `'${text}' is no version such as '1.2.3'.`, reader);
    else if (isMissed) refuse(child(located, key), `It says '${key}: ${text}', and ${about}`, reader);
  }
}

function readFix(located: Located, reader: Reader): Fix | undefined {
  const replace = textUnder(located, 'fix', reader);
  const regexFix = child(located, 'fix-regex');
  // Semgrep lets `fix` win where a rule has both.
  if (replace !== undefined) return { safe: false, replace: replace.trim() };
  if (regexFix.data === null || !checkKeys(regexFix, fixRegexKeys, "'fix-regex'", reader)) return undefined;
  const { data: count } = child(regexFix, 'count');
  if (count !== null && typeof count !== 'number')
    refuse(child(regexFix, 'count'), "'count' must be a number.", reader);
  const regex = requiredText(regexFix, 'regex', reader);
  const compiled = compilePcre(regex);
  if ('error' in compiled) refuse(child(regexFix, 'regex'), compiled.error, reader);
  return {
    safe: false,
    regex,
    replacement: requiredText(regexFix, 'replacement', reader),
    ...(typeof count === 'number' && { count }),
  };
}

const modes = ['search', 'taint'];

function readParts(
  located: Located,
  languages: readonly RuleLanguage[],
  options: RangeOptions,
  reader: Reader,
): readonly RulePart[] {
  const mode = textUnder(located, 'mode', reader);
  if (mode !== undefined && !modes.includes(mode)) {
    refuse(child(located, 'mode'), `The mode '${mode}' is not supported; ${listed(modes)} are.`, reader);
    return [];
  }
  const isTaint = mode === 'taint' || (mode === undefined && has(located, 'taint'));
  refuseOthers(located, isTaint, reader);
  return languages.map(({ language, files }): RulePart => {
    const inLanguage = { ...reader, language };
    const rule = { language, options };
    return {
      rule: isTaint
        ? { ...rule, mode: 'taint', taint: readTaint(located, inLanguage) }
        : { ...rule, mode: 'search', formula: readSearch(located, inLanguage) },
      ...(files && { files }),
    };
  });
}

const searchKeys = [...Object.keys(rootKeys), 'match'];
const taintKeys = ['pattern-sources', 'pattern-sinks', 'pattern-sanitizers', 'pattern-propagators', 'taint'];

/** What a rule says beside the formula that is run, in the other syntax or for the other mode, would be left out silently. */
function refuseOthers(located: Located, isTaint: boolean, reader: Reader): void {
  const newSyntax = isTaint ? 'taint' : 'match';
  const own = isTaint ? taintKeys : searchKeys;
  const others = [
    ...(isTaint ? searchKeys : taintKeys),
    ...(has(located, newSyntax) ? own.filter((key) => key !== newSyntax) : []),
  ].filter((key) => has(located, key));
  const mode = isTaint ? 'taint' : 'search';
  for (const key of others)
    refuse(child(located, key), `'${key}' has no effect in this rule of mode '${mode}'.`, reader, 'key');
}

function readSearch(located: Located, reader: Reader) {
  return has(located, 'match') ? readMatch(child(located, 'match'), reader) : readRoot(located, reader);
}

/** That a rule, or some of its languages, does not run here. */
export function foreignProblem(located: Located, { info, parts, foreign }: ReadRule): readonly Problem[] {
  if (foreign.length === 0) return [];
  const what = parts.length === 0 ? 'is skipped: it is written for' : 'runs only in part: it is also written for';
  const message = `The rule '${info.id}' ${what} ${listed(foreign)}, which this version does not read.`;
  const at = policyProblem(child(located, 'languages'), message);
  return [{ ...at, kind: 'skipped-rule', level: 'warning', policy: info.id }];
}
