import {
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
  type Scalar as YamlScalar,
} from 'yaml';
import { compilePcre, type PcreExpression } from '../../expression/pcre.ts';
import { placeholder, withDots, withPlaceholders } from './dots.ts';
import { plainLiteral, type Literal } from './literal.ts';

/** A pattern for documents of YAML or JSON. */
export type Pattern =
  /** `...`, or `$_`. */
  | { readonly op: 'anything' }
  | { readonly op: 'metavariable'; readonly name: string }
  | { readonly op: 'literal'; readonly value: Literal }
  /** `"..."`, `"=~/re/"`, `"$X"`, which binds what stands within the quotes. */
  | { readonly op: 'string'; readonly name?: string; readonly expression?: PcreExpression }
  | { readonly op: 'map'; readonly pairs: readonly PairPattern[]; readonly isOpen: boolean }
  | { readonly op: 'seq'; readonly items: readonly (Pattern | { readonly op: 'dots' })[] }
  | PairPattern
  /** `<... P ...>`. */
  | { readonly op: 'deep'; readonly of: Pattern };

/** An entry of a map. */
export interface PairPattern {
  readonly op: 'pair';
  readonly key: Pattern;
  readonly value: Pattern;
}

/** Why a text is no pattern: thrown and caught within this folder. */
export class PatternFault extends Error {}

/** A single entry, and in YAML a single item, is looked for by itself and not as a whole map or list. */
export function parseConfigPattern(written: string, language: 'json' | 'yaml'): Pattern {
  const isBraced = language === 'json' && /^\s*[{[]/.test(written);
  const text = language === 'json' && !isBraced ? written.replace(/,\s*$/, '') : written;
  const documents = parse(withPlaceholders(text, language));
  const [document] = documents;
  if (!document?.contents || documents.length > 1) {
    throw new PatternFault(document?.contents ? 'The pattern is several documents.' : 'The pattern is empty.');
  }
  const pattern = patternOf(document.contents, language);
  if (isBraced) return pattern;
  if (pattern.op === 'map' && !pattern.isOpen && pattern.pairs.length === 1) return pattern.pairs[0]!;
  const [only, ...others] = pattern.op === 'seq' ? pattern.items : [];
  if (!only || others.length > 0) return pattern;
  return only.op === 'dots' ? { op: 'anything' } : only;
}

function parse(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, {
    uniqueKeys: false,
    merge: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  if (!Array.isArray(documents)) return [];
  // Regular expressions stand in double quotes as they are: an escape that YAML does not know keeps its backslash.
  const errors = documents.flatMap((document) => document.errors);
  const error = errors.find(({ code }) => code !== 'BAD_DQ_ESCAPE');
  if (error) throw new PatternFault(`The pattern cannot be parsed: ${withDots(error.message)}`);
  return documents as readonly Document.Parsed[];
}

function patternOf(node: unknown, language: 'json' | 'yaml'): Pattern {
  const { tag } = (node ?? {}) as Node;
  if (tag && tag !== '!' && !tag.startsWith('tag:yaml.org,2002:')) {
    throw new PatternFault(`Tags such as '${tag}' are not supported in patterns.`);
  }
  if (isMap(node)) {
    const pairs = node.items.map((pair) => pairOf(pair, language));
    const named = pairs.filter((pair) => pair !== undefined);
    if (named.length === 0 && pairs.length === 1) return { op: 'anything' };
    return { op: 'map', pairs: named, isOpen: named.length < pairs.length };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => patternOf(item, language));
    return { op: 'seq', items: items.map((item, i) => (isDots(node.items[i], item) ? { op: 'dots' } : item)) };
  }
  if (isScalar(node)) return scalarOf(node, language);
  throw new PatternFault('Aliases are not supported in patterns.');
}

/** In a list `...` stands for any number of items; `$_` for one. */
function isDots(node: unknown, { op }: Pattern): boolean {
  return op === 'anything' && !(isScalar(node) && node.value === '$_');
}

/** Nothing for `...`. */
function pairOf({ key, value }: Pair, language: 'json' | 'yaml'): PairPattern | undefined {
  const isRest = isScalar(key) && key.value === placeholder && key.type === 'PLAIN';
  const isAlone = value === null || (isScalar(value) && (value.value === null || value.value === placeholder));
  if (isRest && isAlone) return undefined;
  return { op: 'pair', key: patternOf(key, language), value: valueOf(value, language) };
}

function valueOf(value: unknown, language: 'json' | 'yaml'): Pattern {
  return value === null ? { op: 'literal', value: '' } : patternOf(value, language);
}

function scalarOf({ value, type, source }: YamlScalar, language: 'json' | 'yaml'): Pattern {
  if (typeof value !== 'string') {
    if (value === null) return { op: 'literal', value: source === '' ? '' : null };
    return { op: 'literal', value: typeof value === 'boolean' || typeof value === 'number' ? value : String(source) };
  }
  const written = withDots(value);
  if (written.startsWith('$...')) throw new PatternFault(`'${written}' is not supported in patterns of YAML and JSON.`);
  const name = /^\$(?:([A-Z_][A-Z_0-9]*|\d+))$/.exec(written)?.[1];
  if (type === 'PLAIN') {
    if (value === placeholder || name === '_') return { op: 'anything' };
    if (name !== undefined) return { op: 'metavariable', name };
    const deep = /^<\.\.\.\s*(.*?)\s*\.\.\.>$/s.exec(written)?.[1];
    if (deep !== undefined) return { op: 'deep', of: parseConfigPattern(deep, language) };
  }
  if (written === '...' || name === '_') return { op: 'string' };
  if (name !== undefined) return { op: 'string', name };
  const expression = /^=~\/(.*)\/([im]?)$/s.exec(written);
  if (expression) return { op: 'string', expression: compiled(expression[1]!, expression[2]!) };
  return { op: 'literal', value: type === 'PLAIN' && language === 'yaml' ? plainLiteral(written) : written };
}

function compiled(written: string, flag: string): PcreExpression {
  const expression = compilePcre(written, { ignoresCase: flag === 'i', multiline: flag === 'm' });
  if ('error' in expression) throw new PatternFault(`The expression '${written}': ${expression.error}`);
  return expression;
}
