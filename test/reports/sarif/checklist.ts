import type { Point } from './examined.ts';
import { fileAndRules } from './points/file-and-rules.ts';
import { messagesAndIdentity } from './points/messages-and-identity.ts';
import { resultsAndPlaces } from './points/results-and-places.ts';
import { absent, runAndExtras } from './points/run-and-extras.ts';

const points: Readonly<Record<number, Point>> = {
  ...fileAndRules,
  ...resultsAndPlaces,
  ...messagesAndIdentity,
  ...runAndExtras,
};

/** By number and in a few words. */
const words: readonly (readonly [number: number, words: string])[] = [
  [1, 'valid UTF-8, no mark, no key twice'],
  [2, 'the schema of errata 01, version 2.1.0'],
  [3, 'valid by the schema'],
  [4, 'nothing absent is written as null, empty or -1'],
  [5, 'no times, results in order'],
  [6, 'the tool and its version'],
  [7, 'every rule that ran'],
  [8, 'each rule says all that is required'],
  [9, 'security-severity is a string with a number'],
  [10, 'tags: at most 20, with the weaknesses'],
  [11, 'ruleId is the id of its rule'],
  [12, 'ruleIndex, and rules in the driver only'],
  [13, 'no parameters in bags, no live id deprecated'],
  [14, 'results are an array'],
  [15, 'columnKind'],
  [16, 'every result has its level'],
  [17, 'kind, level and rank agree'],
  [18, 'every result stands in a file'],
  [19, 'at exactly one place'],
  [20, 'no result twice'],
  [21, 'suppressions and baseline states on all or none'],
  [22, 'URIs encoded segment by segment'],
  [23, 'URIs relative to the root'],
  [24, 'no base that matters'],
  [25, 'no index instead of a URI'],
  [26, 'the file exists by this name'],
  [27, 'artifacts as evidence, in the audit only'],
  [28, 'regions with all four numbers'],
  [29, 'a byte order mark does not count'],
  [30, 'lines by the declared line breaks'],
  [31, 'snippets are exact, contexts larger'],
  [32, 'no offsets'],
  [33, 'no empty regions'],
  [34, 'always a region'],
  [35, 'messages are sentences'],
  [36, 'no braces in messages'],
  [37, 'links lead to related places'],
  [38, 'no backquotes in messages'],
  [39, 'markdown only beside text'],
  [40, 'primaryLocationLineHash'],
  [41, 'as codeql-action computes it'],
  [42, 'a fingerprint of our own'],
  [43, 'one line, one hash'],
  [44, 'no fingerprints'],
  [45, 'steps of a flow are complete'],
  [46, 'flows lead from the source to the result'],
  [47, 'related places are linked'],
  [48, 'one run, with a category'],
  [49, 'a run with failures is successful'],
  [50, 'notifications say what was not read'],
  [51, 'no dates'],
  [52, 'where it comes from'],
  [53, 'nothing of this machine'],
  [54, 'fixes that have an effect'],
  [55, 'taxonomies and relationships'],
  [56, 'packs as policies'],
];

/** What makes a log one that every consumer takes. */
export const checklist: readonly (readonly [number: number, words: string, point: Point])[] = [
  ...words.map(([number, what]) => [number, what, points[number]!] as const),
  [57, 'nothing that has no use here', absent],
];
