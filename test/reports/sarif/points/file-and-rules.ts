import { existsSync } from 'node:fs';
import type { Result } from 'sarif';
import { parse } from 'semver';
import { errata, rtm5, schemaErrors } from '../../sarif-schemas.ts';
import { each, nodes, unless, type Point } from '../examined.ts';

const schemaUri = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Points 1 to 13: the file, the tool and its rules. */
export const fileAndRules: Readonly<Record<number, Point>> = {
  1: ({ text, log }) => [
    ...unless(!text.startsWith('\ufeff'), 'a byte order mark'),
    ...unless(!/\p{Surrogate}|\\ud[89a-f]/iu.test(text), 'half a surrogate pair'),
    ...unless(text === `${JSON.stringify(log)}\n`, 'not compact, or a key stands twice'),
  ],
  2: ({ log }) => [
    ...unless((log as { $schema?: string }).$schema === schemaUri, 'another schema'),
    ...unless(log.version === '2.1.0', 'another version'),
  ],
  3: ({ log }) => (schemaErrors(existsSync(errata) ? errata : rtm5, log) ?? []).map((error) => JSON.stringify(error)),
  4: ({ log }) =>
    nodes(log)
      .filter(([key, value]) => value === null || value === -1 || (value === '' && !mayBeEmpty.has(key)))
      .map(([key, value]) => `'${key}' is ${JSON.stringify(value)}`),
  5: ({ results, run }) => [
    ...unless(
      nodes(run).every(([key]) => !/TimeUtc$|^guid$/.test(key) || isNamed(key)),
      'a time',
    ),
    ...each(
      results.slice(1).map((result, i) => [placeOf(results[i]!), placeOf(result)] as const),
      ([a, b]) => !isAfter(a, b),
      'out of order',
    ),
  ],
  6: ({ run: { tool }, report }) => [
    ...unless(tool.driver.name === report.tool.name, 'another name'),
    ...unless(parse(tool.driver.semanticVersion)?.version === tool.driver.version, 'no strict version'),
    ...unless(Boolean(tool.driver.fullName), 'no full name'),
    ...unless(URL.canParse(tool.driver.informationUri ?? 'x:'), 'informationUri is not absolute'),
  ],
  7: ({ run: { tool }, rules, report }) => [
    ...unless(
      rules.map(({ id }) => id).join() === report.policies.map(({ info }) => info.id).join(),
      'a rule is missing',
    ),
    ...unless(tool.driver.isComprehensive === true, 'not comprehensive'),
  ],
  8: ({ rules }) =>
    each(
      rules,
      ({ id, name = '', shortDescription, fullDescription, help, helpUri, defaultConfiguration, properties }) =>
        /^[A-Z][\p{L}\p{N}…]{0,254}$/u.test(name) &&
        name !== id &&
        [shortDescription, fullDescription].every((text) => text && text.text !== '' && text.text.length <= 1024) &&
        Boolean(help?.text && help.markdown) &&
        (helpUri === undefined || URL.canParse(helpUri)) &&
        ['note', 'warning', 'error'].includes(defaultConfiguration?.level ?? '') &&
        ['high', 'medium', 'low'].includes(properties?.['precision'] as string) &&
        ['error', 'warning', 'recommendation'].includes(properties?.['problem.severity'] as string),
      'a rule says too little',
    ),
  9: ({ rules }) =>
    each(
      rules,
      ({ properties }) => {
        const severity: unknown = properties?.['security-severity'];
        const isRight = typeof severity === 'string' && /^(?:10|\d)\.\d$/.test(severity) && severity !== '9.0';
        return isRight && Number(severity) > 0 && (properties?.tags ?? []).includes('security');
      },
      'security-severity',
    ),
  10: ({ rules }) =>
    each(
      rules,
      ({ properties, relationships = [] }) => {
        const tags = properties?.tags ?? [];
        const weaknesses = relationships.flatMap(({ target: { id = '' } }) => /^CWE-(\d+)$/.exec(id)?.[1] ?? []);
        const expected = weaknesses.map((number) => `external/cwe/cwe-${number.padStart(3, '0')}`);
        return tags.length <= 20 && new Set(tags).size === tags.length && expected.every((tag) => tags.includes(tag));
      },
      'tags',
    ),
  11: ({ results, rules }) =>
    each(
      results,
      ({ ruleId = '', ruleIndex }) =>
        ruleIndex === undefined || `${ruleId}/`.startsWith(`${rules[ruleIndex]?.id ?? '?'}/`),
      'ruleId and its rule',
    ),
  12: ({ run: { tool }, results, rules }) => [
    ...unless(tool.extensions === undefined, 'rules outside the driver'),
    ...each(
      results,
      ({ ruleIndex, ruleId, baselineState }) =>
        ruleIndex === undefined
          ? baselineState === 'absent' && rules.every(({ id }) => id !== ruleId)
          : rules[ruleIndex]?.id === ruleId,
      'ruleIndex',
    ),
  ],
  13: ({ rules }) => [
    ...each(
      rules,
      ({ deprecatedIds = [] }) => !rules.some(({ id }) => deprecatedIds.includes(id)),
      'a live id is deprecated',
    ),
    ...each(rules, ({ properties }) => properties?.['parameters'] === undefined, 'parameters in the bag'),
  ],
};

/** Texts that may be nothing: an insertion of nothing is a deletion, and lines can be empty. */
const mayBeEmpty = new Set(['text', 'evidence']);

/** A guid is made of a name, and of no run. */
function isNamed(key: string): boolean {
  return key === 'guid';
}

type Placed = readonly [uri: string, line: number, column: number, rule: string];

function placeOf({ ruleId = '', locations }: Result): Placed {
  const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
  return [artifactLocation?.uri ?? '', region?.startLine ?? 1, region?.startColumn ?? 1, ruleId];
}

function isAfter(a: Placed, b: Placed): boolean {
  const different = a.findIndex((part, i) => part !== b[i]);
  return different !== -1 && a[different]! > b[different]!;
}
