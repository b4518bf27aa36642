import type { AnchorValue } from '../../model/formula.ts';
import type { Inspection, MapAnchor, PreparedAnchor, ValueError } from '../matcher.ts';
import { isCode, speaksOfCode } from './documents.ts';
import { compilePattern, type CodePattern } from './pattern.ts';

/** Code that looks like a pattern. */
export const code: MapAnchor = {
  name: 'code',
  documentation:
    'A pattern of JavaScript or TypeScript code in Semgrep’s syntax, or a list of them (any): `$X` stands for code, `...` for any number of arguments, items or statements.',
  schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] },
  station: 'map',
  inspect: inspectPatterns,
  prepare: (value) => preparePatterns(patternsOf(value).flatMap((text) => tryCompile(text).pattern ?? [])),
};

function patternsOf(value: AnchorValue): readonly string[] {
  return [value['code'] ?? []].flat().filter((pattern) => typeof pattern === 'string');
}

function inspectPatterns(value: AnchorValue): Inspection {
  const isList = Array.isArray(value['code']);
  const patterns: CodePattern[] = [];
  const errors: ValueError[] = [];
  for (const [i, text] of patternsOf(value).entries()) {
    const { pattern, message } = tryCompile(text);
    if (pattern) patterns.push(pattern);
    else errors.push({ path: isList ? ['code', i] : ['code'], message });
  }
  const mentions = [...new Set(patterns.flatMap(({ metavariables }) => metavariables))];
  return { binds: boundByAll(patterns), mentions, errors };
}

/** What every alternative binds: only that may be used elsewhere. */
function boundByAll([first, ...others]: readonly CodePattern[]): readonly string[] {
  return first?.metavariables.filter((name) => others.every((other) => other.metavariables.includes(name))) ?? [];
}

interface Compiled {
  readonly pattern?: CodePattern;
  readonly message: string;
}

function tryCompile(text: string): Compiled {
  try {
    const pattern = compilePattern(text);
    return pattern ? { pattern, message: '' } : { message: notCode(text) };
  } catch (error) {
    return { message: `The pattern '${text}' holds an invalid regular expression: ${(error as Error).message}.` };
  }
}

function notCode(text: string): string {
  return `The pattern '${text}' is not JavaScript or TypeScript: write an expression, one or more statements, a class member or a property, with '$X' for code and '...' for any number of arguments, items or statements.`;
}

function preparePatterns(patterns: readonly CodePattern[]): PreparedAnchor {
  const types = [...new Set(patterns.flatMap((pattern) => pattern.types))];
  return {
    speaksOf: speaksOfCode,
    candidates: (view, scope) =>
      isCode(view) ? view.index.ofTypes(types, scope === view.fileNode ? undefined : scope) : [],
    match: (view, node, bindings) => {
      if (!isCode(view)) return [];
      const [only] = patterns;
      if (only && patterns.length === 1) return only.match(view, node, bindings);
      return patterns.flatMap((pattern) => pattern.match(view, node, bindings));
    },
  };
}
