import type { Place } from '../../model/region.ts';
import type { Element } from './xml.ts';

export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** A test: what is said of a subject, or of a file in which nothing is wrong. */
export interface Case {
  /** Unique in its suite, and without numbers of lines: these move, and it would read as another test. */
  readonly name: string;
  readonly place?: Pick<Place, 'path' | 'region'>;
  /** Absent: it passes. */
  readonly result?: {
    readonly kind: 'failure' | 'error' | 'skipped';
    /** A word for programs. */
    readonly type: string;
    readonly message: string;
  };
}

export function suiteElement({ name, cases }: Suite): Element {
  const attributes = { name, ...total(cases), time: 0 };
  return { name: 'testsuite', attributes, content: withUniqueNames(cases).map((test) => caseElement(test, name)) };
}

export function total(cases: readonly Case[]): Readonly<Record<string, number>> {
  const count = (kind: string): number => cases.filter(({ result }) => result?.kind === kind).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}

function caseElement({ name, place, result }: Case, suite: string): Element {
  const where = { file: place?.path, line: place?.region?.startLine };
  return {
    name: 'testcase',
    // Jenkins takes what stands before the last dot of a class for its package.
    attributes: { name, classname: suite.replaceAll('.', '-'), ...where, time: 0 },
    content: result ? [resultElement(result, place)] : [],
  };
}

function resultElement({ kind, type, message }: NonNullable<Case['result']>, place: Case['place']): Element {
  if (kind === 'skipped') return { name: kind, attributes: { message } };
  const { path, region } = place ?? {};
  const where = path === undefined ? '' : `\n${path}${region ? `:${region.startLine}:${region.startColumn}` : ''}`;
  return { name: kind, attributes: { type, message }, content: `${message}${where}` };
}

function withUniqueNames(cases: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  return cases.map((test) => {
    const count = (seen.get(test.name) ?? 0) + 1;
    seen.set(test.name, count);
    return count === 1 ? test : { ...test, name: `${test.name} (${count})` };
  });
}
