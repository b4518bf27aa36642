import type { Json } from '../model/document.ts';
import type { AnchorValue } from '../model/formula.ts';
import { alternatives, excerpt, inWords, isWanted, wantedInWords } from './in-words.ts';
import { KINDS } from './schema/objects.ts';

/** What an anchor finds, as a noun: of one thing with its article. */
export function anchorNoun(anchor: string, value: AnchorValue): string {
  const { [anchor]: own = null, ...attributes } = value;
  switch (anchor) {
    case 'code':
    case 'sql': {
      const { dialect: _dialect, ...others } = attributes;
      return `${anchor === 'sql' ? 'SQL' : 'code'} ${patterns(own)}${withAttributes(others)}`;
    }
    case 'selector':
      return `a node that fits ${patterns(own)}`;
    case 'shell':
      return `a command ${patterns(own)}${withAttributes(attributes)}`;
    case 'text':
      return `text that matches ${patterns(own)}`;
    case 'file':
      return own === '**' ? 'a file' : `a file ${patterns(own)}`;
    case 'config':
      return configNoun(value);
    case 'schema':
      return schemaNoun(own);
    case 'git':
      return `a repository that ${gitVerbs(own)}`;
    case 'semgrep':
      return 'what the rule looks for';
    case 'env':
      return `an environment variable${whose(own)}`;
    default:
      return `a ${anchor}${whose(own)}`;
  }
}

/** The same of the node that is asked about, as a predicate: `it is code 'f(x)'`, `'privileged' is true`. */
export function anchorClause(anchor: string, value: AnchorValue, holds: boolean): string {
  if (anchor === 'git')
    return holds ? `git ${gitVerbs(value['git'] ?? null)}` : `it is not so that git ${gitVerbs(value['git'] ?? null)}`;
  if (anchor === 'schema' && kindOf(value['schema'] ?? null) === undefined)
    return schemaClause(value['schema'] ?? null, holds);
  if (anchor === 'config' && value['config'] === undefined) return configClause(value, holds);
  return `it is ${holds ? '' : 'not '}${anchorNoun(anchor, value)}`;
}

/** Whether the anchor says what the node is, rather than what something about it is. */
export function isAboutNode(anchor: string, value: AnchorValue): boolean {
  if (anchor === 'schema') return kindOf(value['schema'] ?? null) !== undefined;
  return anchor !== 'git' && (anchor !== 'config' || value['config'] !== undefined);
}

function configClause(value: AnchorValue, holds: boolean): string {
  const { value: wanted } = value;
  const path = pathOf(value);
  const isAsked = wanted !== undefined && !isMetavariable(wanted);
  if (isAsked)
    return `${path === undefined ? 'its value' : `'${path}'`} ${isWanted(wanted, holds)}${holds ? unlessThere(value) : ''}`;
  return `it ${holds ? 'has' : 'has no'} ${path === undefined ? 'value' : `'${path}'`}`;
}

/** What counts where nothing is written. */
function unlessThere({ absent = null }: AnchorValue): string {
  if (absent === 'ok') return ', or it is absent';
  return absent !== null && typeof absent === 'object' && 'default' in absent
    ? `, which is ${inWords(absent['default'])} where it is absent`
    : '';
}

function schemaClause(own: Json, holds: boolean): string {
  const asked = Object.entries((own ?? {}) as AnchorValue);
  return asked.map(([name, item]) => `its ${name} ${isWanted(item, holds)}`).join(holds ? ' and ' : ' or ');
}

function patterns(own: Json): string {
  return alternatives((Array.isArray(own) ? own : [own]).map((one) => `'${excerpt(String(one))}'`));
}

function withAttributes(attributes: AnchorValue): string {
  return Object.entries(attributes)
    .map(([name, item]) => ` with ${name} ${wantedInWords(item)}`)
    .join('');
}

function configNoun(value: AnchorValue): string {
  const { config, value: wanted, 'document-kind': kind } = value;
  const path = pathOf(value);
  const files = config === undefined || config === '**' ? '' : ` in ${patterns(config)}`;
  const where = files === '' && kind !== undefined ? ` in a ${String(kind)}` : files;
  const entry = path === undefined || path === '**' ? 'a value' : `'${path}'`;
  const being = wanted === undefined || isMetavariable(wanted) ? '' : ` that is ${wantedInWords(wanted)}`;
  return `${entry}${where}${being}`;
}

function pathOf({ path, jsonpath, first }: AnchorValue): string | undefined {
  if (Array.isArray(first)) return first.filter((one) => typeof one === 'string').join("' or '");
  const written = path ?? jsonpath;
  if (written === undefined) return undefined;
  return (Array.isArray(written) ? written : [written]).map((one) => excerpt(String(one))).join("' or '");
}

function schemaNoun(own: Json): string {
  const kind = kindOf(own);
  if (kind === undefined) return `an object in the schema${whose(own)}`;
  const { [kind]: name = null, ...attributes } = (own ?? {}) as AnchorValue;
  const named = isMetavariable(name) || name === null ? '' : ` ${inWords(name)}`;
  return `a ${kind}${named} in the schema${whose(attributes)}`;
}

function kindOf(own: Json): string | undefined {
  const value = (own ?? {}) as AnchorValue;
  return KINDS.find((kind) => typeof value[kind] === 'string');
}

/** An attribute that only binds a metavariable nobody has bound says nothing. */
function whose(own: Json): string {
  if (own === null || typeof own !== 'object' || Array.isArray(own)) return own === null ? '' : ` ${inWords(own)}`;
  const asked = Object.entries(own).filter(([, item]) => item !== '$_');
  return asked.length === 0
    ? ''
    : ` whose ${asked.map(([name, item]) => `${name} ${isWanted(item, true)}`).join(' and ')}`;
}

function gitVerbs(own: Json): string {
  const asked = Object.entries((own ?? {}) as AnchorValue);
  const all = (item: Json): string => (Array.isArray(item) ? item : [item]).map(inWords).join(' and ');
  return asked.map(([name, item]) => `${gitWords[name] ?? name} ${all(item)}`).join(' and ');
}

const gitWords: Readonly<Record<string, string>> = { tracked: 'tracks', untracked: 'does not track' };

function isMetavariable(value: Json): boolean {
  return typeof value === 'string' && /^\$[A-Z_][A-Z0-9_]*$/.test(value);
}
