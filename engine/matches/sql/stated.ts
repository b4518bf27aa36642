import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import { metavariable } from './placeholders.ts';

type Restate = (fields: PgFields, text: string) => PgFields;

/** What PostgreSQL's parser fills in for clauses that are left out: of a pattern only what it states counts. */
const RESTATED: Readonly<Record<string, Restate>> = {
  CreatePolicyStmt: ({ cmd_name, permissive, roles, ...rest }, text) =>
    defined(rest, {
      ...(/\bfor\b/i.test(text) && { cmd_name }),
      ...(/\bas\s+\w+/i.test(text) && { permissive: permissive ?? false }),
      ...(/\bto\b/i.test(text) && { roles }),
    }),
  LockStmt: ({ mode, ...rest }, text) => defined(rest, /\bmode\b/i.test(text) ? { mode } : {}),
  AlterEnumStmt: ({ newValIsAfter, ...rest }) =>
    defined(rest, rest.newValNeighbor === undefined ? {} : { newValIsAfter }),
  ReindexStmt: ({ kind, relation, ...rest }, text) =>
    defined(rest, /\breindex\b[^;]*\b(?:table|index|schema|database|system)\b/i.test(text) ? { kind, relation } : {}),
  PartitionCmd: ({ bound, ...rest }, text) => defined(rest, { bound: statedBound(bound, text) }),
  CreateStmt: ({ partbound, ...rest }, text) => defined(rest, { partbound: statedBound(partbound, text) }),
  CreateTrigStmt: (fields, text) => (/\b(?:before|after|instead)\b/i.test(text) ? fields : whenever(fields)),
  Constraint: (fields, text) => (fields.contype === 'CONSTR_EXCLUSION' ? statedExclusion(fields, text) : fields),
  // a name as a value of an option is read as a type
  DefElem: ({ arg, ...rest }) => defined(rest, { arg: arg === undefined ? arg : optionValue(arg as PgNode) }),
  ColumnDef: ({ is_local: _, ...rest }) => rest,
  // where SET takes a value, a quoted name is one: `$V` is any value, `...` any list
  VariableSetStmt: ({ args, ...rest }) =>
    defined(rest, { args: (args as readonly PgNode[] | undefined)?.map(placeholder) }),
};

/** Of `FOR VALUES ...` no more than that it is not DEFAULT. */
function statedBound(bound: Json | undefined, text: string): Json | undefined {
  if (/\bdefault\s*$|\bfor\s+values\s+(?:from|in|with)\b/i.test(text)) return bound;
  return bound !== undefined && /\bfor\s+values\b/i.test(text) ? { is_default: false } : undefined;
}

/** Before, after or instead of anything. */
function whenever({ events: _, ...fields }: PgFields): PgFields {
  return { ...fields, timing: '...' };
}

function statedExclusion({ access_method, exclusions, ...rest }: PgFields, text: string): PgFields {
  return defined(rest, {
    ...(/\busing\b/i.test(text) && { access_method }),
    ...(!/\bexclude(?:\s+using\s+[\w$]+)?\s*\(?\s*\.\.\./i.test(text) && { exclusions }),
  });
}

/** A pattern's tree without what it does not state. */
export function stated(root: PgNode, text: string): PgNode {
  return restated(root, text) as PgNode;
}

function restated(value: Json, text: string): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => restated(one, text));
  const entries = Object.entries(value as PgFields).map(([key, inner]): [string, Json] => {
    const below = restated(inner, text);
    const restate = RESTATED[key];
    return [key, restate && typeof below === 'object' ? restate(below as PgFields, text) : below];
  });
  return Object.fromEntries(entries);
}

function placeholder(value: PgNode): PgNode {
  const name = (value.A_Const?.sval as PgFields | undefined)?.sval;
  const isPlaceholder = name === '...' || metavariable(name) !== undefined;
  return isPlaceholder ? { ColumnRef: { fields: [{ String: { sval: name as string } }] } } : value;
}

function optionValue(arg: PgNode): PgNode {
  const [name, ...others] = (arg.TypeName?.names ?? []) as readonly PgNode[];
  const isVariable = others.length === 0 && metavariable(name?.String?.sval) !== undefined;
  return isVariable ? { ColumnRef: { fields: [name as PgNode] } } : arg;
}

function defined(rest: PgFields, more: Readonly<Record<string, Json | undefined>>): PgFields {
  const said = Object.entries(more).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return { ...rest, ...Object.fromEntries(said) };
}
