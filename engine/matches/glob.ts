import micromatch from 'micromatch';
import type { Json } from '../model/document.ts';
import { isTooCostly } from '../model/wildcards.ts';
import { isExplosive } from './expression/ambiguity.ts';
import { parseExpression } from './expression/parse.ts';
import type { Inspection, JsonSchema } from './matcher.ts';

/** A path pattern compiled. `match` answers with what its metavariables captured. */
export interface Glob {
  /** Without `$`. */
  readonly binds: readonly string[];
  match(path: string): Readonly<Record<string, string>> | undefined;
}

/** The schema of a glob or a list of them. */
export const globSchema: JsonSchema = {
  oneOf: [
    { type: 'string', minLength: 1 },
    { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 },
  ],
};

const metavariable = /\$(?:\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g;
/** Stands for the n-th metavariable while micromatch reads the pattern: a private-use character that it takes literally. */
const firstMark = 0xe000;
/** At the beginning of a pattern micromatch writes a backslash before it. */
const marks = /\\?[\ue000-\uf8ff]/g;

/** Compiles a glob in which `$NAME` captures a segment and `${NAME}` a part of one. Throws where `globError` says why. */
export function compileGlob(pattern: string): Glob {
  const error = globError(pattern);
  if (error !== undefined) throw new Error(error);
  const { marked, names } = mark(pattern);
  const expressions = alternatives(marked, names).map((alternative) => expressionOf(alternative, names));
  return {
    binds: [...new Set(names)].filter((name) => name !== '_'),
    match: (path) => {
      for (const expression of expressions) {
        const found = expression.exec(path);
        if (found) return { ...found.groups };
      }
      return undefined;
    },
  };
}

/** A list of globs: the first that fits. It binds what all of them bind. */
export function compileGlobList(patterns: string | readonly string[]): Glob {
  const globs = (typeof patterns === 'string' ? [patterns] : patterns).map(compileGlob);
  const binds = (globs[0]?.binds ?? []).filter((name) => globs.every((glob) => glob.binds.includes(name)));
  return {
    binds,
    match: (path) => {
      for (const glob of globs) {
        const found = glob.match(path);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** What is wrong with a glob or list of globs in a policy, and what it binds. */
export function inspectGlobs(value: Json | undefined, key: string): Inspection {
  const patterns = Array.isArray(value) ? value : [value];
  const errors = patterns.flatMap((pattern, i) => {
    const message = typeof pattern === 'string' ? globError(pattern) : `'${key}' must be a glob or a list of globs.`;
    return message === undefined ? [] : [{ path: Array.isArray(value) ? [key, i] : [key], message }];
  });
  return { binds: errors.length > 0 ? [] : compileGlobList(patterns as string[]).binds, errors };
}

/** Why the pattern is no glob of ours; a sentence, or nothing. */
export function globError(pattern: string): string | undefined {
  if (pattern === '') return 'A glob must not be empty.';
  if (pattern.startsWith('/'))
    return `The glob '${pattern}' must be relative to the workspace root: leave out the leading '/'.`;
  if (/^!(?!\()/.test(pattern)) return `The glob '${pattern}' is negated: write it without '!' under 'exclude'.`;
  const lowerCase = /\$\{(?![A-Z_][A-Z0-9_]*\})[^}]*\}/.exec(pattern);
  if (lowerCase)
    return `In the glob '${pattern}', '${lowerCase[0]}' must be a metavariable in capitals, e.g. '\${NAME}'.`;
  if (isTooCostly(pattern))
    return `The glob '${pattern}' has too many wildcards, or is too long: trying it could take very long.`;
  return partialSegment(pattern) ?? unexpandable(pattern);
}

function partialSegment(pattern: string): string | undefined {
  for (const found of pattern.matchAll(metavariable)) {
    const [text, , name] = found;
    if (name === undefined) continue;
    const before = pattern[found.index - 1] ?? '/';
    const after = pattern[found.index + text.length] ?? '/';
    if ('/{,'.includes(before) && '/},'.includes(after)) continue;
    return `In the glob '${pattern}', '$${name}' captures a whole segment: write '\${${name}}' for a part of one.`;
  }
  return undefined;
}

function unexpandable(pattern: string): string | undefined {
  try {
    const { marked, names } = mark(pattern);
    alternatives(marked, names).forEach((alternative) => expressionOf(alternative, names));
    return undefined;
  } catch (error) {
    return `The glob '${pattern}' cannot be read: ${(error as Error).message}`;
  }
}

interface Marked {
  readonly marked: string;
  readonly names: readonly string[];
}

function mark(pattern: string): Marked {
  const names: string[] = [];
  const marked = pattern.replace(metavariable, (_, inner?: string, whole?: string) => {
    names.push(inner ?? whole ?? '_');
    return String.fromCharCode(firstMark + names.length - 1);
  });
  return { marked: escapeGroups(marked), names };
}

/** Literal: parentheses (route groups of Next.js: `app/(auth)/…`) unless `?*+@!` before them make an extglob, and `[...slug]`. */
function escapeGroups(pattern: string): string {
  const open: boolean[] = [];
  return pattern.replace(/\\.|\[\[?\.\.\.[^\]]*\]\]?|[?*+@!]\(|[()]/g, (token) => {
    if (token.startsWith('\\')) return token;
    if (token.startsWith('[')) return token.replace(/[[\]]/g, '\\$&');
    if (token.length === 2) open.push(true);
    else if (token === '(') open.push(false);
    else if (open.pop()) return token;
    return token.length === 2 ? token : `\\${token}`;
  });
}

/** Braces are expanded where metavariables may be in them: a regular expression cannot name a group twice. */
function alternatives(marked: string, names: readonly string[]): readonly string[] {
  if (names.length === 0 || !marked.includes('{')) return [marked];
  // Each pair of braces multiplies them.
  const most = marked.split('{').reduce((product, part) => product * part.split(',').length, 1);
  if (most > mostAlternatives) throw new Error(`its braces stand for more than ${mostAlternatives} globs.`);
  return micromatch.braces(marked, { expand: true });
}

const mostAlternatives = 1_000;

function expressionOf(alternative: string, names: readonly string[]): RegExp {
  const seen = new Set<string>();
  const expression = micromatch.makeRe(alternative, {
    dot: true,
    windows: false,
    strictBrackets: true,
  });
  if (/[?*+@!]\(/.test(alternative) && isExplosive(parseExpression(expression.source), ''))
    throw new Error('its groups may take exponential time.');
  const source = expression.source.replace(marks, (written) => {
    const name = names[written.charCodeAt(written.length - 1) - firstMark] ?? '_';
    if (name === '_') return '[^/]+?';
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>[^/]+?)`;
  });
  return new RegExp(source);
}
