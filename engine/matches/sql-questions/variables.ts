import type { PlStatement, PlVariable, SqlBody, SqlExpression, SqlStatement } from '../../documents/sql/node.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import type { TreeNode } from '../../model/document.ts';
import type { NullabilityTerm } from '../../model/sql-question.ts';
import type { DocumentView } from '../matcher.ts';
import { embeddedNodes } from '../sql/embedded.ts';
import { definitionAround } from './definition.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { tagOfJson } from './raw.ts';
import { columnAt } from './columns.ts';
import { combined, KNOWN_NULLABLE, NEVER_NULL, unclear, type Scope, type Variables } from './scope.ts';
import { isOneRow } from './one-row.ts';
import { nullabilityOf } from './terms.ts';

export interface Around {
  readonly body: SqlBody;
  /** The statement that it is the body of. */
  readonly definition: SqlStatement | undefined;
  readonly view: DocumentView;
  /** Variables whose values are being asked about. */
  readonly active: ReadonlySet<string>;
  /** What names mean at a node of the body; `active`: as above, with one more. */
  readonly scopeOf: (node: TreeNode, active: ReadonlySet<string>) => Scope;
}

/** The arguments of a function and, in PL/pgSQL, what its body declares. */
export function variablesOf(around: Around): Variables {
  const { body, definition } = around;
  const created = definition?.raw?.CreateFunctionStmt;
  const functionName = strings(created?.funcname).at(-1);
  const isPl = body.language === 'plpgsql';
  const find = (name: string, qualifier: string | undefined): NullabilityTerm | undefined => {
    if (qualifier !== undefined && qualifier !== functionName) return fieldOf(qualifier, around);
    if (isPl && (name === 'found' || /^tg_(op|name|when|level|table_name|table_schema|nargs)$/.test(name)))
      return NEVER_NULL;
    return (isPl ? declared(name, around) : undefined) ?? argument(name, created, around);
  };
  const typeOf = (name: string): string | undefined => body.variables.find((one) => one.name === name)?.type;
  return { find, typeOf, first: isPl };
}

function fieldOf(name: string, { body }: Around): NullabilityTerm | undefined {
  const isRecord = body.variables.some((variable) => variable.name === name) || name === 'new' || name === 'old';
  return isRecord ? unclear(`What the fields of '${name}' hold is not followed.`) : undefined;
}

function declared(name: string, around: Around): NullabilityTerm | undefined {
  const [variable, ...others] = around.body.variables.filter((one) => one.name === name);
  if (!variable || (variable.isArgument && others.length === 0)) return undefined;
  if (others.length > 0) return unclear(`Several blocks declare '${name}'.`);
  if (variable.notNull) return NEVER_NULL;
  if (around.active.has(name)) return NEVER_NULL; // what it is set to from itself adds nothing
  return combined('one', [initialValue(variable, around), ...assignedTo(name, around)]);
}

function initialValue({ initial, name }: PlVariable, around: Around): NullabilityTerm {
  return initial ? valueOf(initial, name, around) : KNOWN_NULLABLE;
}

function valueOf(expression: SqlExpression, name: string, around: Around): NullabilityTerm {
  return nullabilityOf(expression.raw, scopeFor(expression, name, around));
}

function scopeFor(node: TreeNode, name: string, { active, scopeOf }: Around): Scope {
  return scopeOf(node, new Set([...active, name]));
}

/** An argument is what the caller hands over; OUT begins as NULL. */
function argument(name: string, created: PgFields | undefined, around: Around): NullabilityTerm | undefined {
  const parameters = items(created?.parameters).map(fieldsOf);
  const isInput = ({ mode }: PgFields): boolean => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE';
  const number = /^\$(\d+)$/.exec(name)?.[1];
  const inputs = parameters.filter(isInput);
  const parameter =
    number === undefined ? parameters.find((one) => text(one.name) === name) : inputs[Number(number) - 1];
  if (!parameter) return undefined;
  if (around.active.has(name)) return NEVER_NULL;
  const given = isInput(parameter) ? handedOver(around) : KNOWN_NULLABLE;
  return combined('one', [given, ...assignedTo(text(parameter.name) || name, around)]);
}

function handedOver({ definition, view }: Around): NullabilityTerm {
  const defines = definition && definitionAround('function', definition, view);
  const options = items(definition?.raw?.CreateFunctionStmt?.options).map(fieldsOf);
  const strict = options.some(({ defname, arg }) => defname === 'strict' && fieldsOf(arg).boolval === true);
  return defines ? { term: 'argument', strict, definition: defines } : KNOWN_NULLABLE;
}

/** What a variable is set to anywhere in the body. */
function assignedTo(name: string, around: Around): readonly NullabilityTerm[] {
  const { view, body } = around;
  const types = ['pl-statement', 'statement'];
  const nodes = view.document.family === 'code' ? embeddedNodes(types, view, body) : view.index.ofTypes(types, body);
  const isMeant = meaning(name, around);
  return (nodes as readonly (PlStatement | SqlStatement)[]).flatMap((statement) => {
    if (statement.type === 'statement' && handedTo(statement).some(isMeant)) return [unclear(notFollowed(name))];
    const at = statement.into?.targets.findIndex((target) => isMeant(target.name)) ?? -1;
    if (at < 0) return [];
    return [
      statement.type === 'statement' ? selectedInto(statement, at, name, around) : assigned(statement, name, around),
    ];
  });
}

/** Whether a name is that of a variable, one that ALIAS gives it, its number, or with the function or block before it. */
function meaning(name: string, { body: { variables }, definition }: Around): (written: string) => boolean {
  const parameters = items(definition?.raw?.CreateFunctionStmt?.parameters).map(fieldsOf);
  const number = parameters.findIndex((one) => text(one.name) === name) + 1;
  const names = [name, `$${number}`, ...variables.flatMap((one) => (one.alias === name ? [one.name] : []))];
  const isRecord = (written: string): boolean =>
    /^(?:new|old)$/.test(written) || variables.some((one) => one.name === written);
  return (written) => {
    const [own = '', qualifier] = written.split('.').toReversed();
    return names.includes(own) && (qualifier === undefined || !isRecord(qualifier));
  };
}

/** The names that CALL hands over, of which INOUT sets those that it likes. */
function handedTo({ raw }: SqlStatement): readonly string[] {
  return items(fields(raw?.CallStmt?.funccall).args).flatMap((arg) => {
    const given = tagOfJson(arg) === 'NamedArgExpr' ? fieldsOf(arg).arg : arg;
    return tagOfJson(given) === 'ColumnRef' ? [strings(fieldsOf(given).fields).join('.')] : [];
  });
}

function assigned(statement: PlStatement, name: string, around: Around): NullabilityTerm {
  if (statement.kind === 'get_diagnostics') return NEVER_NULL;
  const value = statement.kind === 'assign' ? statement.expressions.at(-1) : undefined;
  return value ? valueOf(value, name, around) : unclear(notFollowed(name));
}

/** Without STRICT a query that finds no row sets NULL. */
function selectedInto(statement: SqlStatement, at: number, name: string, around: Around): NullabilityTerm {
  const select = statement.raw?.SelectStmt;
  if (!select) return unclear(notFollowed(name));
  if (statement.into?.strict === false && !isOneRow(select)) return KNOWN_NULLABLE;
  const scope = scopeFor(statement, name, around);
  return columnAt(at, select, scope, nullabilityOf) ?? unclear(notFollowed(name));
}

function notFollowed(name: string): string {
  return `What '${name}' is set to cannot be told.`;
}
