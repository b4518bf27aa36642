import { parsePostgres } from '../../../documents/sql/postgres.ts';
import type { Name } from '../../../model/sql.ts';
import { typeText } from '../../../documents/sql/type-text.ts';
import { fieldsOf, items } from '../../../documents/sql/pg-tree.ts';
import { inputTypes } from '../routines.ts';
import { key, resolve, type State } from '../state.ts';
import { classOid, procOid, schemaOid, typeOid } from './oids.ts';
import { quoteIdent } from './quote.ts';
import { equal, isOid, textOf, UNKNOWN, type Oid, type Value } from './value.ts';

/** The functions of PostgreSQL that migrations ask the catalog with. */
export function callOf(name: string, args: readonly Value[], state: State): Value {
  const [first = null] = args;
  if (name === 'format') return formatted(args);
  if (name === 'current_schema') return state.searchPath[0] ?? UNKNOWN;
  if (args.includes(UNKNOWN)) return UNKNOWN;
  switch (name) {
    case 'to_regclass':
    case 'to_regtype':
    case 'to_regproc':
    case 'to_regprocedure':
    case 'to_regnamespace':
      return first === null ? null : (regObject(name.slice(3), textOf(first) ?? '', state) ?? null);
    case 'quote_ident':
      return first === null ? null : quoteIdent(textOf(first) ?? '');
    case 'quote_literal':
      return first === null ? null : `'${(textOf(first) ?? '').replaceAll("'", "''")}'`;
    case 'lower':
    case 'upper':
      return typeof first === 'string' ? (name === 'lower' ? first.toLowerCase() : first.toUpperCase()) : UNKNOWN;
    case 'concat':
      return args.map((one) => (one === null ? '' : textOf(one))).join('');
    case 'replace':
      return args.every((one) => typeof one === 'string')
        ? String(args[0]).replaceAll(String(args[1]), String(args[2]))
        : UNKNOWN;
    case 'array_to_string':
      return Array.isArray(first) && args.length === 2 && typeof args[1] === 'string'
        ? (joined(first as readonly Value[], args[1]) ?? UNKNOWN)
        : first === null
          ? null
          : UNKNOWN;
    case 'pg_get_function_identity_arguments':
      return isOid(first) ? (/\((.*)\)$/.exec(first.text)?.[1] ?? UNKNOWN) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function joined(values: readonly Value[], separator: string): string | undefined {
  const texts = values.filter((one) => one !== null).map(textOf);
  return texts.includes(undefined) ? undefined : texts.join(separator);
}

function formatted([pattern = null, ...args]: readonly Value[]): Value {
  if (typeof pattern !== 'string') return UNKNOWN;
  let next = 0;
  let known = true;
  const text = pattern.replace(
    /%(?:(\d+)\$)?-?\d*([sIL])|%%/g,
    (all, position: string | undefined, kind: string | undefined) => {
      if (kind === undefined) return '%';
      next = position === undefined ? next + 1 : Number(position);
      const value = args[next - 1] ?? null;
      const shown = value === null ? '' : textOf(value);
      known &&= shown !== undefined && !(kind === 'I' && value === null);
      if (kind === 'I') return quoteIdent(shown ?? '');
      if (kind === 's') return shown ?? '';
      return value === null ? 'NULL' : `'${(shown ?? '').replaceAll("'", "''")}'`;
    },
  );
  return known ? text : UNKNOWN;
}

export function comparison(operator: string, left: Value, right: Value): Value {
  if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  if (left === null || right === null) return null;
  if (operator === '=' || operator === '<>') {
    const same = equal(left, right);
    return operator === '=' || typeof same !== 'boolean' ? same : !same;
  }
  if (typeof left === 'number' && typeof right === 'number') return ordered(operator, left, right);
  const [text, pattern] = [textOf(left), textOf(right)];
  if (text === undefined || pattern === undefined) return UNKNOWN;
  const like = /^(!?)~~(\*?)$/.exec(operator);
  if (like) return likePattern(pattern, like[2] === '*').test(text) === (like[1] === '');
  const matches = /^(!?)~(\*?)$/.exec(operator);
  if (!matches || !/^[\w\s^$.|()-]*$/.test(pattern)) return UNKNOWN;
  return new RegExp(pattern, matches[2] === '*' ? 'iu' : 'u').test(text) === (matches[1] === '');
}

function ordered(operator: string, a: number, b: number): Value {
  const answers: Readonly<Record<string, boolean>> = { '<': a < b, '>': a > b, '<=': a <= b, '>=': a >= b };
  return answers[operator] ?? UNKNOWN;
}

function likePattern(pattern: string, anyCase: boolean): RegExp {
  const parts = pattern.replace(/\\(.)|[.*+?^${}()|[\]\\]|%|_/gu, (one, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\u{${escaped.codePointAt(0)!.toString(16)}}`;
    return one === '%' ? '[^]*' : one === '_' ? '[^]' : `\\${one}`;
  });
  return new RegExp(`^${parts}$`, anyCase ? 'iu' : 'u');
}

/** `'public.t'::regclass`; undefined: there is no such object. */
export function regObject(type: string, text: string, state: State): Value | undefined {
  if (type === 'regnamespace')
    return state.schemas.has(text.replace(/^"(.*)"$/, '$1')) ? schemaOid(text.replace(/^"(.*)"$/, '$1')) : undefined;
  if (type === 'regrole') return undefined;
  const name = nameIn(text);
  if (!name || (state.unsurePath && name.schema === undefined)) return UNKNOWN;
  if (type === 'regclass') {
    const maps = [state.relations, state.indexes, state.sequences] as readonly ReadonlyMap<string, unknown>[];
    const found = maps
      .map((map) => ({ map, target: resolve(state, name, map) }))
      .find(({ map, target }) => map.has(key(target)));
    return found && classOid(found.target);
  }
  if (type === 'regtype') {
    const target = resolve(state, name, state.types);
    return state.types.has(key(target)) ? typeOid(target) : undefined;
  }
  const target = resolve(state, name, state.routines);
  const types = signatureIn(text);
  const routine = state.routines
    .get(key(target))
    ?.find((one) => !types || inputTypes(one.arguments).join() === types.join());
  return routine && procOid(routine);
}

/** PostgreSQL leaves out the schema of what the search path finds. */
export function visibleText(object: Oid, state: State): string {
  const [kind = ''] = object.oid.split(' ');
  const bare = object.text.replace(/^(?:"(?:[^"]|"")*"|[^".(]+)\./, '');
  const found = bare === object.text ? undefined : regObject(REG_TYPES[kind] ?? '', bare, state);
  return found !== undefined && isOid(found) && found.oid === object.oid ? bare : object.text;
}

const REG_TYPES: Readonly<Record<string, string>> = { class: 'regclass', type: 'regtype', proc: 'regprocedure' };

function nameIn(text: string): Omit<Name, 'place'> | undefined {
  const [schema, name] = [...text.replace(/\(.*$/, '').matchAll(/"((?:[^"]|"")*)"|([^".\s]+)/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare!.toLowerCase(),
  );
  if (schema === undefined) return undefined;
  return name === undefined ? { name: schema } : { schema, name };
}

function signatureIn(text: string): readonly string[] | undefined {
  if (!text.includes('(')) return undefined;
  const parse = parsePostgres(`drop function ${text}`);
  if ('error' in parse) return undefined;
  const [object] = items(parse.statements[0]?.node.DropStmt?.objects);
  return items(fieldsOf(object).objargs).map((type) => typeText(fieldsOf(type)));
}
