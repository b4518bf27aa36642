import { dirname } from 'node:path';
import { filesBelow, grouped, isSame, read, valuesOf, type Suite, type Tried } from './config-suite.ts';

/** The branch `data`: a folder a case, with `in.yaml`; `error` beside it says that it must be refused, `in.json` what it holds. */
export const yamlSuite: Suite = {
  folder: 'yaml-test-suite',
  from: 'github.com/yaml/yaml-test-suite, branch data',
  run: (folder) => {
    const files = new Set(filesBelow(folder).filter((path) => !/^(name|tags)\//.test(path)));
    const cases = [...files].filter((path) => path.endsWith('in.yaml')).map((path) => dirname(path));
    const invalid = cases.filter((name) => files.has(`${name}/error`));
    const valid = cases.filter((name) => !files.has(`${name}/error`));
    const values = (name: string) => valuesOf('case.yaml', read(folder, name, 'in.yaml'));
    return [
      grouped(
        'valid',
        0,
        valid.map((name) => ({ name, ...(values(name) ? {} : { wrong: 'refused' }) })),
      ),
      grouped(
        'invalid',
        2,
        invalid.map((name) => ({ name, ...(values(name) ? { wrong: 'taken' } : {}) })),
      ),
      grouped(
        'values',
        0,
        valid
          .filter((name) => files.has(`${name}/in.json`))
          .map((name) => compared(name, values(name), read(folder, name, 'in.json').toString())),
      ),
    ];
  },
};

/** A document in which nothing is written is none for us: there is nothing in it that a policy could speak of. */
function written(documents: readonly unknown[]): readonly unknown[] {
  return documents.filter((document) => document !== null);
}

function compared(name: string, values: readonly unknown[] | undefined, json: string): Tried {
  const expected = documentsIn(json);
  if (values && isSame(written(values), written(expected))) return { name };
  return { name, wrong: `${JSON.stringify(values)}, expected ${JSON.stringify(expected)}` };
}

/** JSON texts one after the other, each of which begins on a line of its own. */
function documentsIn(text: string): readonly unknown[] {
  const found: unknown[] = [];
  let pending = '';
  for (const line of text.split('\n')) {
    pending += `${line}\n`;
    if (pending.trim() === '') continue;
    try {
      found.push(JSON.parse(pending));
      pending = '';
    } catch {
      // It goes on in the next line.
    }
  }
  return found;
}
