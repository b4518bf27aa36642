import type { Json } from '../model/document.ts';

/** A value of a policy as a person would read it aloud: no braces, which mean something in SARIF messages. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return `'${excerpt(value)}'`;
  if (Array.isArray(value)) return alternatives(value.map(inWords));
  if (value === null || typeof value !== 'object') return String(value);
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]![0] === 'ref') return inWords(entries[0]![1]);
  return entries.map(([key, item]) => `${key} ${inWords(item)}`).join(', ');
}

const mostAlternatives = 3;

export function alternatives(words: readonly string[]): string {
  const different = [...new Set(words)];
  return different.slice(0, mostAlternatives).join(' or ') + (different.length > mostAlternatives ? ' …' : '');
}

const longestText = 100;

/** On one line, and not the whole of a long pattern. */
export function excerpt(text: string): string {
  const line = /[\r\n\t]/.test(text) ? text.trim().replace(/\s+/g, ' ') : text;
  return line.length <= longestText ? line : `${line.slice(0, longestText).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What a value has to be, or a constraint asks of it: what follows the word `is`. */
export function wantedInWords(wanted: Json): string {
  if (wanted === null || typeof wanted !== 'object' || Array.isArray(wanted)) return inWords(wanted);
  const { allOf, anyOf, not, ...plain } = wanted as { readonly [keyword: string]: Json };
  const parts = [
    ...Object.entries(plain).map(([keyword, value]) => keywordInWords(keyword, value)),
    ...listOf(allOf).map(wantedInWords),
    ...(anyOf === undefined ? [] : [alternatives(listOf(anyOf).map(wantedInWords))]),
    ...(not === undefined ? [] : [`not ${wantedInWords(not)}`]),
  ];
  return parts.length === 0 ? 'any value' : parts.join(' and ');
}

/** The same after `is` or, where it is not so, `is not`. */
export function isWanted(wanted: Json, holds: boolean): string {
  const plain = wanted !== null && typeof wanted === 'object' && !Array.isArray(wanted) ? Object.entries(wanted) : [];
  const [only] = plain;
  if (plain.length === 1 && only?.[0] === 'not') return isWanted(only[1], !holds);
  return `${holds ? 'is' : 'is not'} ${wantedInWords(wanted)}`;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function keywordInWords(keyword: string, value: Json): string {
  const words = inWords(value);
  switch (keyword) {
    case 'const':
    case 'enum':
      return words;
    case 'type':
      return alternatives((Array.isArray(value) ? value : [value]).map((name) => typeWords[String(name)] ?? words));
    case 'pattern':
      return `text that matches ${words}`;
    case 'minimum':
      return `${words} or more`;
    case 'maximum':
      return `${words} or less`;
    case 'exclusiveMinimum':
      return `more than ${words}`;
    case 'exclusiveMaximum':
    case 'less-than':
      return `less than ${words}`;
    case 'minLength':
      return `at least ${words} characters long`;
    case 'maxLength':
      return `at most ${words} characters long`;
    case 'minItems':
    case 'minProperties':
      return value === 1 ? 'not empty' : `at least ${words} entries long`;
    case 'maxItems':
    case 'maxProperties':
      return value === 0 ? 'empty' : `at most ${words} entries long`;
    case 'contains':
      return `with an item that is ${wantedInWords(value)}`;
    case 'items':
      return `with items that are ${wantedInWords(value)}`;
    case 'required':
      return `with ${listOf(value).map(inWords).join(' and ')}`;
    case 'properties':
      return Object.entries((value ?? {}) as { readonly [key: string]: Json })
        .map(([key, item]) => `with '${key}' ${wantedInWords(item)}`)
        .join(' and ');
    default:
      return ownKeywordInWords(keyword, value);
  }
}

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'a map',
  string: 'text',
};

/** Those of policy-language.md, section 5. */
function ownKeywordInWords(keyword: string, value: Json): string {
  const words = inWords(value);
  switch (keyword) {
    case 'absent':
      return value === true ? 'absent' : 'present';
    case 'ref':
      return `the same as ${words}`;
    case 'use':
      return `what ${words} describes`;
    case 'semver':
      return `a version within ${words}`;
    case 'code':
      return `code ${words}`;
    case 'sql':
      return `SQL ${words}`;
    case 'node-type':
      return `a node of type ${words}`;
    case 'entropy':
      return typeof value === 'number' ? `text of an entropy of at least ${words}` : `text of an entropy with ${words}`;
    case 'starts-with-list':
      return `a list that begins with ${words}`;
    case 'same-set':
      return `a list of exactly ${words}`;
    case 'nullable':
      return value === true ? 'an expression that may be NULL' : 'an expression that is never NULL';
    default:
      return `${keyword} ${words}`;
  }
}
