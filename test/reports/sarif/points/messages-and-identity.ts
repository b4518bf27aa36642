import type { Message, Result } from 'sarif';
import { each, isFail, nodes, pathOf, primary, unless, valuesUnder, type Examined, type Point } from '../examined.ts';
import { publishedLineHashes } from '../published-line-hash.ts';

/** Points 35 to 47: messages, fingerprints, flows and related places. */
export const messagesAndIdentity: Readonly<Record<number, Point>> = {
  35: ({ run }) =>
    each(
      messages(run),
      ({ text = '', id, arguments: more }) => text !== '' && id === undefined && more === undefined,
      'no text',
    ).concat(
      each(
        (run.results ?? []).map(({ message }) => message.text ?? ''),
        (text) => /[.!?]\s*$/.test(text),
        'no sentence',
      ),
    ),
  36: ({ run, rules }) =>
    each(
      [
        ...messages(run).map(({ text = '' }) => text),
        ...rules.flatMap(({ shortDescription, fullDescription, help }) =>
          [shortDescription, fullDescription, help].map((one) => one?.text ?? ''),
        ),
      ],
      (text) => !/[{}]/.test(text),
      'braces',
    ),
  37: ({ results }) =>
    each(
      results,
      (result) => {
        const ids = valuesUnder<number>([result.locations, result.relatedLocations, result.codeFlows], 'id');
        const links = [...(result.message.text ?? '').matchAll(/(?<!\\)\]\((\d+)\)/g)].map(([, id]) => Number(id));
        const others = [...(result.message.text ?? '').matchAll(/(?<!\\)\]\((?!\d+\))/g)];
        return new Set(ids).size === ids.length && links.every((id) => ids.includes(id)) && others.length === 0;
      },
      'a link that leads nowhere',
    ),
  38: ({ results }) =>
    each(
      results.map(({ message }) => message.text ?? ''),
      (text) => !text.includes('`'),
      'a backquote',
    ),
  39: ({ run }) =>
    nodes(run)
      .filter(([, value]) => value instanceof Object && 'markdown' in value && !('text' in value))
      .map(() => 'markdown without text')
      .concat(each(messages(run), (message) => message.markdown === undefined, 'markdown in a message')),
  40: ({ results }) =>
    each(findings(results).filter(hasColumns), (result) => Boolean(lineHashOf(result)), 'no line hash'),
  41: ({ results, files }) =>
    each(
      findings(results).filter(hasColumns),
      (result) => {
        const { artifactLocation, region } = primary(result)?.physicalLocation ?? {};
        const file = files[pathOf(artifactLocation)];
        return file === undefined || publishedLineHashes(file)[(region?.startLine ?? 0) - 1] === lineHashOf(result);
      },
      'not the hash that codeql-action computes',
    ),
  42: ({ results, report }) => {
    const known = [...report.findings, ...report.suppressed, ...report.known, ...(report.baseline?.absent ?? [])];
    const fingerprints = new Set(known.map(({ fingerprint }) => fingerprint));
    const ours = findings(results).map(({ partialFingerprints }) => partialFingerprints?.['bylawMatch/v1'] ?? '');
    return each(ours, (fingerprint) => fingerprints.has(fingerprint), 'not the fingerprint of a finding');
  },
  43: ({ results }) => {
    const hashes = new Map<string, string | undefined>();
    return each(
      findings(results).filter(hasColumns),
      (result) => {
        const line = lineOf(result);
        if (!hashes.has(line)) hashes.set(line, lineHashOf(result));
        return hashes.get(line) === lineHashOf(result);
      },
      'one line, two hashes',
    );
  },
  44: ({ results }) => each(results, ({ fingerprints }) => fingerprints === undefined, 'fingerprints'),
  45: ({ results, run }) => [
    ...unless(run.threadFlowLocations === undefined, 'shared steps'),
    ...each(
      steps(results),
      ({ location, index }) =>
        index === undefined &&
        Boolean(location?.physicalLocation?.artifactLocation?.uri && location.physicalLocation.region) &&
        Boolean(location?.message?.text),
      'a step says too little',
    ),
  ],
  46: ({ results }) =>
    each(
      results.filter(({ codeFlows }) => codeFlows),
      (result) => {
        const way = steps([result]);
        const orders = way.map(({ executionOrder = 0 }) => executionOrder);
        return (
          orders.every((order, i) => order === i + 1) &&
          way.every(({ importance, nestingLevel }) => importance !== undefined && nestingLevel !== undefined) &&
          JSON.stringify(way.at(-1)?.location?.physicalLocation) === JSON.stringify(primary(result)?.physicalLocation)
        );
      },
      'a way that does not lead to the result',
    ),
  47: ({ results }) =>
    each(
      results,
      ({ message, relatedLocations = [] }) =>
        relatedLocations.every(({ id, message: own }) => own?.text && message.text?.includes(`](${id})`)),
      'a related place that nothing links to',
    ),
};

function messages(value: unknown): readonly Message[] {
  return valuesUnder<Message>(value, 'message').filter((message) => typeof message === 'object');
}

function findings(results: Examined['results']): readonly Result[] {
  return results.filter((result) => isFail(result) || result.kind === 'review');
}

function hasColumns(result: Result): boolean {
  return primary(result)?.physicalLocation?.region?.startColumn !== undefined;
}

function lineHashOf({ partialFingerprints }: Result): string | undefined {
  return partialFingerprints?.['primaryLocationLineHash'];
}

function lineOf(result: Result): string {
  const { artifactLocation, region } = primary(result)?.physicalLocation ?? {};
  return `${artifactLocation?.uri}:${region?.startLine}`;
}

function steps(results: readonly Result[]) {
  return results.flatMap(({ codeFlows = [] }) =>
    codeFlows.flatMap(({ threadFlows }) => threadFlows.flatMap(({ locations }) => locations)),
  );
}
