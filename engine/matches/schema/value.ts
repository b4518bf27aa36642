import type { Json } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import type { Inspection, JsonSchema, ValueError } from '../matcher.ts';
import { compileSql } from '../sql/compile.ts';
import { constraintError } from '../constraint.ts';
import { ATTRIBUTES, type Attribute, type AttributeType } from './attributes.ts';
import { metavariable } from './matching.ts';
import { nameParts } from './names.ts';
import { KINDS, type Kind } from './objects.ts';

/** The value of `schema:` taken apart. Without a kind it speaks of the subject. */
export interface SchemaValue {
  readonly kind?: Kind;
  /** The name pattern of the kind. */
  readonly name: readonly string[];
  readonly attributes: readonly (readonly [name: string, wanted: Json])[];
}

/** Kinds whose name is one part, whatever dots it holds. */
export const ONE_NAME: readonly Kind[] = [
  'policy',
  'trigger',
  'constraint',
  'foreign-key',
  'extension',
  'bucket',
  'role',
  'publication',
  'replay',
];

export function schemaValue({ schema }: AnchorValue): SchemaValue {
  const value = (typeof schema === 'object' && schema !== null ? schema : {}) as Readonly<Record<string, Json>>;
  const kind = KINDS.find((one) => one in value);
  const attributes = Object.entries(value).filter(([name]) => name !== kind);
  return { ...(kind && { kind }), name: kind ? namePattern(kind, String(value[kind])) : [], attributes };
}

export function namePattern(kind: Kind, pattern: string): readonly string[] {
  return ONE_NAME.includes(kind) ? [pattern] : nameParts(pattern);
}

export function inspectSchema(value: AnchorValue): Inspection {
  const given = value.schema;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return {
      binds: [],
      errors: [
        {
          path: ['schema'],
          message: `A schema matcher is an object such as {table: $S.$T}; its kind is one of ${KINDS.join(', ')}.`,
        },
      ],
    };
  }
  const { kind, name, attributes } = schemaValue(value);
  const nameError =
    kind && typeof (given as { [key: string]: Json })[kind] !== 'string'
      ? [{ path: ['schema', kind], message: `'${kind}' takes a name pattern such as $S.$T.` }]
      : [];
  const errors = attributes.flatMap(([attribute, wanted]) => attributeErrors(kind, attribute, wanted));
  const binds = [...name, ...attributes.flatMap(([attribute, wanted]) => wantedNames(kind, attribute, wanted))];
  return {
    binds: [...new Set(binds.flatMap((part) => metavariable(part) ?? []))].filter((one) => one !== '_'),
    errors: [...nameError, ...errors],
  };
}

/** Without a kind the attribute of any kind will do. */
function attributeNamed(kind: Kind | undefined, name: string): Attribute | undefined {
  if (kind) return ATTRIBUTES[kind][name];
  return KINDS.map((one) => ATTRIBUTES[one][name]).find((attribute) => attribute !== undefined);
}

function attributeErrors(kind: Kind | undefined, name: string, wanted: Json): readonly ValueError[] {
  const attribute = attributeNamed(kind, name);
  if (!attribute) return [{ path: ['schema', name], message: unknownAttribute(kind, name) }];
  const list = Array.isArray(wanted) ? (wanted as readonly Json[]) : [wanted];
  return list.flatMap((one, i) => {
    const message = wantedError(attribute.type, name, one);
    return message === undefined ? [] : [{ path: ['schema', name, ...(Array.isArray(wanted) ? [i] : [])], message }];
  });
}

function unknownAttribute(kind: Kind | undefined, name: string): string {
  const allowed = kind ? Object.keys(ATTRIBUTES[kind]) : KINDS.flatMap((one) => Object.keys(ATTRIBUTES[one]));
  const about = kind ? `A ${kind} has no attribute '${name}'` : `No schema object has an attribute '${name}'`;
  return `${about}; allowed are ${[...new Set(allowed)].sort().join(', ')}.`;
}

function wantedError(type: AttributeType, name: string, wanted: Json): string | undefined {
  const isMap = typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted);
  if (isMap && 'absent' in wanted) return undefined;
  if (type === 'name') return typeof wanted === 'string' ? undefined : `'${name}' takes a name pattern such as $S.$T.`;
  if (type === 'expression')
    return isMap || metavariable(wanted) !== undefined ? sqlError(wanted) : expressionHint(name);
  return isMap ? constraintError(wanted as { readonly [key: string]: Json }) : undefined;
}

function expressionHint(name: string): string {
  return `'${name}' takes {sql: <pattern>}, {absent: true}, {absent: false} or a metavariable.`;
}

function sqlError(wanted: Json): string | undefined {
  if (typeof wanted === 'string') return undefined;
  const { sql } = wanted as { sql?: Json };
  if (sql === undefined) return 'An expression is matched by {sql: <pattern>}.';
  const errors = (Array.isArray(sql) ? (sql as readonly Json[]) : [sql]).map((one) => compileSql(String(one)));
  const first = errors.find((one) => 'error' in one);
  return first && 'error' in first ? first.error : undefined;
}

/** The parts of an attribute's value that may be metavariables. */
function wantedNames(kind: Kind | undefined, name: string, wanted: Json): readonly string[] {
  const type = attributeNamed(kind, name)?.type;
  if (Array.isArray(wanted)) {
    const [first = [], ...others] = (wanted as readonly Json[]).map((one) => wantedNames(kind, name, one));
    return first.filter((one) => others.every((names) => names.includes(one)));
  }
  if (typeof wanted === 'string') return type === 'name' ? nameParts(wanted) : [wanted];
  const sql = type === 'expression' && typeof wanted === 'object' ? (wanted as { sql?: Json } | null)?.sql : undefined;
  const compiled = typeof sql === 'string' ? compileSql(sql) : undefined;
  return compiled && !('error' in compiled) ? compiled.binds.map((one) => `$${one}`) : [];
}

/** Derived from the attribute table, for schemas/policy.schema.json. */
export function schemaOfValue(): JsonSchema {
  const values = new Set(KINDS.flatMap((kind) => Object.entries(ATTRIBUTES[kind]).flatMap(valueName)));
  const kinds = Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      { ...(!values.has(kind) && { type: 'string' }), description: `A name pattern of ${kind} objects.` },
    ]),
  );
  const attributes = KINDS.flatMap((kind) => Object.entries(ATTRIBUTES[kind]))
    .filter(([name]) => !(name in kinds))
    .map(([name, { documentation }]) => [name, { description: documentation }]);
  return {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: { ...kinds, ...Object.fromEntries(attributes) },
  };
}

/** `constraint` is a kind, and of an index whether one made it. */
function valueName([name, { type }]: readonly [string, Attribute]): readonly string[] {
  return type === 'name' ? [] : [name];
}
