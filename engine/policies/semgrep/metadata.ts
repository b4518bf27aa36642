import type { Confidence, PolicyInfo, Severity, Taxa } from '../../model/policy.ts';
import type { Json } from '../../model/document.ts';
import { child, type Located } from '../source.ts';
import { nearest } from '../../model/nearest.ts';
import { has, refuse, textUnder, type Reader } from './reader.ts';

/** Semgrep's severities by ours. */
export const severityNames: Readonly<Record<string, Severity>> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  ERROR: 'high',
  MEDIUM: 'medium',
  WARNING: 'medium',
  LOW: 'low',
  INFO: 'low',
  INVENTORY: 'info',
  EXPERIMENT: 'info',
};

export function readSeverity(rule: Located, reader: Reader): Severity {
  const written = textUnder(rule, 'severity', reader);
  if (written === undefined) {
    refuse(rule, "'severity' is missing.", reader, 'key');
    return 'info';
  }
  const severity = severityNames[written];
  if (severity) return severity;
  const names = Object.keys(severityNames);
  const meant = nearest(written, names);
  const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`;
  refuse(
    child(rule, 'severity'),
    `Semgrep has no severity '${written}'.${hint} Allowed are: ${names.join(', ')}.`,
    reader,
  );
  return 'info';
}

/** What `metadata` says in the words of a policy. It is free-form: what we have no word for is left where it is. */
export function readMetadata(rule: Located): Pick<PolicyInfo, 'confidence' | 'references' | 'taxa' | 'tags'> & {
  readonly remedy?: string;
} {
  const metadata = child(rule, 'metadata');
  const texts = (key: string): readonly string[] => textsOf(child(metadata, key).data);
  const [remedy] = [...texts('help'), ...texts('remediation')];
  return {
    confidence: confidences[texts('confidence')[0]?.toUpperCase() ?? ''] ?? 'high',
    references: unique([...texts('references'), ...texts('source-rule-url'), ...texts('source')]).filter(isAddress),
    taxa: taxaOf(texts, metadata),
    tags: unique([...texts('category'), ...texts('technology'), ...texts('subcategory'), ...texts('tags')]),
    ...(remedy !== undefined && { remedy }),
  };
}

const confidences: Readonly<Record<string, Confidence>> = { HIGH: 'high', MEDIUM: 'medium', LOW: 'low' };

function taxaOf(texts: (key: string) => readonly string[], metadata: Located): Taxa {
  const taxa: Record<string, string[]> = {};
  const add = (taxonomy: string, item: string): void => {
    const known = (taxa[taxonomy] ??= []);
    if (!known.includes(item)) known.push(item);
  };
  for (const cwe of texts('cwe')) {
    const number = /^(?:CWE[-: ]?)?(\d+)\b/i.exec(cwe.trim())?.[1];
    if (number !== undefined) add('cwe', String(Number(number)));
  }
  for (const owasp of texts('owasp')) {
    const [, list = '', number = '', year = ''] = /^(A|API|LLM|M)0*(\d+)(?::(\d{4}))?/i.exec(owasp.trim()) ?? [];
    const [taxonomy, prefix] = owaspLists[list.toUpperCase()] ?? [];
    // Before 2021 the items had no year, and those of 2017 were numbered without a zero.
    if (taxonomy !== undefined) add(`${taxonomy}-${year || '2017'}`, `${prefix}${number.padStart(2, '0')}`);
  }
  const version = textsOf(child(metadata, 'asvs', 'version').data)[0];
  const control = /^[\d.]+/.exec(textsOf(child(metadata, 'asvs', 'control_id').data)[0] ?? '')?.[0];
  if (control !== undefined) add(`asvs-${version === undefined || version === '4' ? '4.0' : version}`, control);
  return taxa;
}

const owaspLists: Readonly<Record<string, readonly [taxonomy: string, prefix: string]>> = {
  A: ['owasp-top-10', 'A'],
  API: ['owasp-api-top-10', 'API'],
  LLM: ['owasp-llm-top-10', 'LLM'],
  M: ['owasp-mobile-top-10', 'M'],
};

function textsOf(data: Json): readonly string[] {
  if (typeof data === 'string' || typeof data === 'number') return [String(data)];
  return Array.isArray(data) ? data.flatMap((item: Json) => textsOf(item)) : [];
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

const longestTitle = 120;

/** A rule has no title: the first sentence of its message, or its id. */
export function titleOf(rule: Located, id: string): string {
  const message = has(rule, 'message') ? String(child(rule, 'message').data) : '';
  const text = message.replace(/\s+/g, ' ').trim();
  const sentence = /^.*?[.!?](?=\s|$)/.exec(text)?.[0].replace(/\.$/, '') ?? text;
  if (sentence === '') return id;
  return sentence.length <= longestTitle ? sentence : `${sentence.slice(0, longestTitle - 1).trimEnd()}…`;
}
