import { parseFile } from '../engine/documents/parse.ts';
import { compileJsonPath, jsonPathError, selected } from '../engine/matches/config/jsonpath.ts';
import type { ConfigNode, Json } from '../engine/model/document.ts';
import { grouped, isSame, read, type Suite, type Tried } from './config-suite.ts';

interface Case {
  readonly name: string;
  readonly selector: string;
  readonly invalid_selector?: boolean;
  readonly document?: Json;
  readonly result?: readonly Json[];
  readonly results?: readonly (readonly Json[])[];
  readonly result_paths?: readonly string[];
  readonly results_paths?: readonly (readonly string[])[];
}

/** `cts.json`: selectors that must be refused, or select these values at these places. */
export const jsonPathSuite: Suite = {
  folder: 'jsonpath-compliance-test-suite',
  from: 'github.com/jsonpath-standard/jsonpath-compliance-test-suite',
  run: (folder) => {
    const { tests } = JSON.parse(read(folder, 'cts.json').toString()) as { readonly tests: readonly Case[] };
    return [
      grouped('valid', 0, tests.filter((one) => !one.invalid_selector).map(tried)),
      grouped('invalid', 0, tests.filter((one) => one.invalid_selector).map(refused)),
    ];
  },
};

function refused({ name, selector }: Case): Tried {
  return { name, ...(jsonPathError(selector) === undefined && { wrong: 'taken' }) };
}

/** Through our own tree of the document: what is compared are its nodes. */
function tried({ name, selector, document, result, results, result_paths, results_paths }: Case): Tried {
  const text = JSON.stringify(document);
  const { tree } = parseFile({ path: 'case.json', text, bom: false, bytes: text.length });
  const error = jsonPathError(selector);
  if (error !== undefined || !tree) return { name, wrong: error ?? 'no tree' };
  const nodes = selected(compileJsonPath(selector), tree.root as ConfigNode);
  const found = nodes.map(({ value }) => value);
  const places = nodes.map(pathOf);
  const isRight = (results ?? [result ?? []]).some((one) => isSame(found, one));
  const isThere = (results_paths ?? [result_paths ?? []]).some((one) => isSame(places, one));
  return {
    name,
    ...(!(isRight && isThere) && { wrong: `${selector} selected ${JSON.stringify(found)} at ${places.join()}` }),
  };
}

/** The normalized path of RFC 9535. */
function pathOf(node: ConfigNode): string {
  const { key, parent } = node;
  if (key === undefined || !parent) return '$';
  const escaped =
    typeof key === 'number'
      ? String(key)
      : `'${JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  return `${pathOf(parent)}[${escaped}]`;
}
