import { filesBelow, grouped, read, valuesOf, type Suite } from './config-suite.ts';

/** `y_…` must be taken, `n_…` refused, `i_…` as one likes. */
export const jsonSuite: Suite = {
  folder: 'JSONTestSuite',
  from: 'github.com/nst/JSONTestSuite',
  run: (folder) => {
    const files = filesBelow(folder).filter((path) => /(^|\/)test_parsing\/[yn]_/.test(path));
    const of = (letter: string): readonly string[] => files.filter((path) => path.includes(`/${letter}_`));
    return [
      grouped(
        'valid',
        0,
        of('y').map((name) => ({ name, ...(isTaken(folder, name) ? {} : { wrong: 'refused' }) })),
      ),
      grouped(
        'invalid',
        0,
        of('n').map((name) => ({ name, ...(isTaken(folder, name) ? { wrong: 'taken' } : {}) })),
      ),
    ];
  },
};

function isTaken(folder: string, name: string): boolean {
  return valuesOf('case.json', read(folder, name)) !== undefined;
}
