import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { gitlab } from '../../engine/reports/gitlab.ts';
import { clean, large, plain, report, withReviews } from './ci-report.ts';

/** What docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format asks for, and nothing besides. */
const schema = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1, maxLength: 255 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'lines'],
        properties: {
          // Relative to the repository, and not begun with `./`: GitLab finds no file otherwise.
          path: { type: 'string', pattern: '^(\\.|[^/.].*|\\.[^/.].*)$' },
          lines: {
            type: 'object',
            additionalProperties: false,
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
};
const validate = new Ajv({ allErrors: true }).compile(schema);

interface Entry {
  readonly description: string;
  readonly fingerprint: string;
  readonly severity: string;
}

function entries(of: typeof report, options = plain): readonly Entry[] {
  const parsed: unknown = JSON.parse(gitlab.render(of, options));
  validate(parsed);
  expect(validate.errors).toBeNull();
  return parsed as readonly Entry[];
}

test('the whole report', async () => {
  expect(entries(report, withReviews)).toHaveLength(11);
  await expect(gitlab.render(report, withReviews)).toMatchFileSnapshot('expected/ci.gitlab.json');
});

test('reviews come when asked for, as information', () => {
  const reviews = (options: typeof plain) =>
    entries(report, options).filter(({ description }) => description.startsWith('To review'));
  expect(reviews(plain)).toEqual([]);
  expect(reviews(withReviews).map(({ severity }) => severity)).toEqual(['info']);
});

test('no two fingerprints are the same, also of problems that read the same', () => {
  const twice = { ...report, problems: [...report.problems, ...report.problems] };
  const fingerprints = [...entries(twice), ...entries(large(200))].map(({ fingerprint }) => fingerprint);
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
});

test('what was not decided is there: it must not look like nothing', () => {
  const open = entries(report).filter(({ description }) => description.startsWith('Not decided'));
  expect(open.map(({ description }) => description)).toEqual([
    "Not decided: 2 subjects of 'tables-have-rls'. 'db/2.sql' could not be parsed.",
    "Not decided: 1 subject of 'tables-have-rls'. Nothing says why.",
  ]);
});

test('a clean run is an empty list, so that old entries are closed', () => {
  expect(gitlab.render(clean, plain)).toBe('[]\n');
});
