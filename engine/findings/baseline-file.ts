import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Baseline, KnownFinding } from '../model/baseline.ts';
import type { Problem } from '../model/problem.ts';
import { severities } from '../model/severity.ts';

/** Raised when a reader of the file would have to change. */
const baselineVersion = 1;

/** What `bylaw baseline write` writes, as JSON Schema. */
export const baselineSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Bylaw baseline',
  description:
    'Findings that are known and do not count. Written by `bylaw baseline write`, read by `bylaw check --baseline`.',
  type: 'object',
  required: ['version', 'findings'],
  additionalProperties: false,
  properties: {
    version: { description: 'Raised when readers of this file have to change.', const: baselineVersion },
    findings: {
      description: 'Sorted by path, line, policy and fingerprint; one on a line.',
      type: 'array',
      items: {
        type: 'object',
        required: ['policy', 'kind', 'severity', 'path', 'fingerprint', 'message'],
        additionalProperties: false,
        properties: {
          policy: { description: 'The id of the policy.', type: 'string' },
          kind: { enum: ['fail', 'review'] },
          severity: { enum: severities },
          path: { description: 'Relative to the root of the workspace, separated by `/`.', type: 'string' },
          line: {
            description: 'Where it stood then; for readers only, since lines move. Absent: the file as a whole.',
            type: 'integer',
            minimum: 1,
          },
          key: { description: 'What its subject is called.', type: 'string' },
          fingerprint: {
            description: 'What it is known by again, and which of its twins it was.',
            type: 'string',
            pattern: '^[0-9a-f]{16}:[1-9][0-9]*$',
          },
          message: { type: 'string' },
        },
      },
    },
  },
};

/** `name` is what messages call the file. A file that is not what it should be is a problem that stops the run: it is never taken for empty. */
export function parseBaseline(name: string, text: string): Baseline | Problem {
  const json = parsed(text);
  if (json === undefined) return unusable(name, 'is not JSON');
  const { version } = json as { version?: unknown };
  if (typeof version === 'number' && version !== baselineVersion)
    return unusable(name, `is of version ${version}, and this bylaw reads version ${baselineVersion}`);
  const check = validator();
  if (!check(json)) return unusable(name, `is not valid: ${reasonOf(check.errors?.[0])}`);
  return { name, findings: (json as { findings: KnownFinding[] }).findings };
}

/** One finding on a line, so that a difference between two of them can be read. */
export function baselineText(findings: readonly KnownFinding[]): string {
  const lines = findings.map((finding) => `    ${JSON.stringify(finding)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": ${baselineVersion},\n  "findings": ${list}\n}\n`;
}

/** A configuration problem of the baseline; `what` completes the sentence that begins with its name. */
export function unusable(name: string, what: string): Problem {
  return {
    kind: 'configuration',
    level: 'error',
    message: `The baseline '${name}' ${what}. Write it anew with 'bylaw baseline write'.`,
    path: name,
  };
}

/** Nothing for what is no JSON object; one that is nested too deeply is none that was written here either. */
function parsed(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

let compiled: ValidateFunction | undefined;

/** Compiled when it is needed: most checks have no baseline. */
function validator(): ValidateFunction {
  return (compiled ??= new Ajv2020().compile(baselineSchema));
}

function reasonOf(error: ErrorObject | undefined): string {
  if (!error) return 'it has another shape';
  const at = error.instancePath === '' ? 'it' : `'${error.instancePath.slice(1).replaceAll('/', '.')}'`;
  const extra = (error.params as { additionalProperty?: string }).additionalProperty;
  return `${at} ${error.message ?? 'is wrong'}${extra === undefined ? '' : ` ('${extra}')`}`;
}
