import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import Draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';

/** Stands beside the project on the machines of those who build it; a user's clone does without. */
export const errata = new URL('../../../shared/data/sarif-2.1.0-errata01.schema.json', import.meta.url);
/** Shipped by an npm package. */
export const rtm5 = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

/** What a schema of SARIF finds wrong with a log; null if it is valid. */
export function schemaErrors(schemaFile: string | URL, log: unknown): readonly ErrorObject[] | null {
  const validate = validators.get(schemaFile) ?? validatorOf(schemaFile);
  validators.set(schemaFile, validate);
  validate(log);
  return validate.errors ?? null;
}

const validators = new Map<string | URL, ValidateFunction>();

function validatorOf(schemaFile: string | URL): ValidateFunction {
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as object;
  const ajv = new Draft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
  return formats.default(ajv).compile(schema);
}
