import type { AnchorEntry } from '../matches/matcher.ts';
import type { DialectChoice, SqlSettings } from '../model/context.ts';
import type { ExemptionRules } from '../model/exemption.ts';
import type { PlatformName } from '../model/platform.ts';
import type { Severity } from '../model/policy.ts';
import type { Dialect } from '../model/sql.ts';
import type { Problem } from '../model/problem.ts';
import { noParameters } from './parameters.ts';
import type { DefinitionPart } from './definitions.ts';
import { parseExtension, type Extension } from './extension.ts';
import { locatedOf } from './load.ts';
import { nameProblems } from './packs.ts';
import { schemasOf } from './schemas-in-use.ts';
import { child, entries, items, type Located } from './source.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml-source.ts';

/** What a workspace changes about one policy. */
export interface PolicyOverride {
  readonly id: string;
  readonly located: Located;
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly directives?: 'allow' | 'forbid';
  /** A map of values, or empty. */
  readonly parameters: Located;
}

/** bylaw.yaml, typed. */
export interface Configuration {
  /** As the user would name it. */
  readonly path: string;
  readonly extends: readonly Extension[];
  readonly definitions: readonly DefinitionPart[];
  readonly policies: readonly PolicyOverride[];
  readonly sql: SqlSettings;
  readonly exemptions: ExemptionSettings;
}

/** What bylaw.yaml says of exemptions. */
export interface ExemptionSettings {
  readonly rules: ExemptionRules;
  /** The path as it is written; absent: there is no file. */
  readonly file?: string;
  /** Keys that every entry must have. */
  readonly required: readonly string[];
  /** Where the file is named. */
  readonly located: Located;
}

export interface ParsedConfiguration {
  /** Absent when there are problems. */
  readonly configuration?: Configuration;
  readonly problems: readonly Problem[];
}

export function parseConfiguration(path: string, text: string, anchors: readonly AnchorEntry[]): ParsedConfiguration {
  const source = readYaml(path, text, 'configuration');
  if (source.problems.length > 0) return { problems: source.problems };
  // A file in which everything is commented out says nothing, and that is allowed.
  const located: Located = { ...locatedOf(source), data: source.data ?? {} };
  const invalid = validate(located, {
    schema: schemasOf(anchors).configuration,
    noun: 'A configuration',
    kind: 'configuration',
  });
  return invalid.length > 0 ? { problems: invalid } : typed(located);
}

function typed(located: Located): ParsedConfiguration {
  const extensions = listAt(located, 'extends').map(parseExtension);
  const definitions = entries(child(located, 'definitions')).map(([name, part]): DefinitionPart => ({
    name,
    located: part,
    parameters: noParameters,
  }));
  const problems = [
    ...extensions.flatMap((extension) => ('problem' in extension ? [extension.problem] : [])),
    ...definitions.flatMap(({ name, located: part }) => nameProblems(name, part)),
  ].map((problem): Problem => ({ ...problem, kind: 'configuration' }));
  if (problems.length > 0) return { problems };
  const configuration: Configuration = {
    path: located.origin.path,
    extends: extensions.flatMap((extension) => ('extension' in extension ? [extension.extension] : [])),
    definitions,
    policies: entries(child(located, 'policies')).map(overrideOf),
    sql: sqlOf(child(located, 'sql')),
    exemptions: exemptionsOf(child(located, 'exemptions')),
  };
  return { configuration, problems };
}

/** What holds where bylaw.yaml says nothing. */
export const usualExemptionRules: ExemptionRules = { warningDays: 14, directives: true };

function exemptionsOf(located: Located): ExemptionSettings {
  const { data } = located;
  if (typeof data === 'string') return { rules: usualExemptionRules, file: data, required: [], located };
  const file = child(located, 'file');
  const longestDays = child(located, 'longest-days').data;
  const warningDays = child(located, 'warning-days').data;
  return {
    rules: {
      ...(longestDays !== null && { longestDays: longestDays as number }),
      warningDays: warningDays === null ? usualExemptionRules.warningDays : (warningDays as number),
      directives: child(located, 'directives').data !== 'forbid',
    },
    ...(file.data !== null && { file: file.data as string }),
    required: listAt(located, 'required').map(({ data }) => String(data)),
    located: file,
  };
}

function sqlOf(located: Located): SqlSettings {
  const platform = child(located, 'platform').data;
  return {
    dialects: dialectsOf(child(located, 'dialect')),
    ...(platform !== null && { platform: platform as PlatformName }),
  };
}

/** One for all files, or one for each glob. */
function dialectsOf(located: Located): readonly DialectChoice[] {
  const globs = typeof located.data === 'string' ? [['**', located] as const] : entries(located);
  return globs.map(([files, { data, origin, path }]) => {
    const line = origin.locate(path)?.startLine;
    const why = `${origin.path}${line === undefined ? '' : ` line ${line}`}`;
    return { by: 'configuration', files, dialect: data as Dialect, why };
  });
}

function listAt(located: Located, key: string): readonly Located[] {
  const list = child(located, key);
  return list.data === null ? [] : items(list);
}

function overrideOf([id, located]: readonly [string, Located]): PolicyOverride {
  const enabled = child(located, 'enabled').data;
  const severity = child(located, 'severity').data;
  const directives = child(located, 'directives').data;
  return {
    id,
    located,
    parameters: child(located, 'parameters'),
    ...(enabled !== null && { enabled: enabled === true }),
    ...(severity !== null && { severity: severity as Severity }),
    ...(directives !== null && { directives: directives as 'allow' | 'forbid' }),
  };
}
