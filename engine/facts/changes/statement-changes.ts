import type { PgFields } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Change } from '../../model/sql-change.ts';
import { deleteBuckets, insertBucket, updateBuckets } from './buckets.ts';
import { callsIn, callStatement, discard, setVariable, transaction } from './calls.ts';
import { doBlockChanges } from './do-block.ts';
import { alterEventTrigger, createEventTrigger } from './event-triggers.ts';
import { foreignChanges } from './foreign.ts';
import { alterFunction, createFunction } from './functions.ts';
import { alterDefaultPrivileges, grantOrRevoke } from './grants.ts';
import { alterOwner, comment, createExtension, createSchema, drop, rename, setSchema } from './objects.ts';
import { alterPolicy, createPolicy, createRule, createTrigger } from './policies.ts';
import { alterRole, createRole, dropOwned, dropRole, grantRole } from './roles.ts';
import { alterPublication, alterSequence, createPublication, createSequence } from './sequences.ts';
import { alterTable, createIndex, createTable, createTableAs, createView } from './tables.ts';
import {
  alterDomain,
  alterEnum,
  createComposite,
  createDomain,
  createEnum,
  createOther,
  createRange,
} from './types.ts';
import { fieldsOf, items } from '../../documents/sql/pg-tree.ts';
import type { Source } from './writer.ts';

type ToChanges = (statement: PgFields, source: Source) => readonly Change[];

/** One line a kind of statement. Those that are not here leave the catalog as it is. */
const CHANGES: Readonly<Record<string, ToChanges>> = {
  CreateStmt: createTable,
  CreateForeignTableStmt: createTable,
  CreateTableAsStmt: both(callsIn, createTableAs),
  ViewStmt: createView,
  AlterTableStmt: both(functionsIn, alterTable),
  IndexStmt: both(functionsIn, createIndex),
  CreatePolicyStmt: createPolicy,
  AlterPolicyStmt: alterPolicy,
  CreateTrigStmt: createTrigger,
  RuleStmt: createRule,
  CreateFunctionStmt: createFunction,
  AlterFunctionStmt: alterFunction,
  CreateEnumStmt: createEnum,
  AlterEnumStmt: alterEnum,
  CreateDomainStmt: createDomain,
  AlterDomainStmt: alterDomain,
  GrantStmt: grantOrRevoke,
  AlterDefaultPrivilegesStmt: alterDefaultPrivileges,
  CreateSchemaStmt: createSchema,
  CreateExtensionStmt: createExtension,
  CreateSeqStmt: createSequence,
  AlterSeqStmt: alterSequence,
  CompositeTypeStmt: createComposite,
  CreateRangeStmt: createRange,
  DefineStmt: createOther,
  CreateRoleStmt: createRole,
  AlterRoleStmt: alterRole,
  DropRoleStmt: dropRole,
  GrantRoleStmt: grantRole,
  AlterOwnerStmt: alterOwner,
  CommentStmt: comment,
  CreatePublicationStmt: createPublication,
  AlterPublicationStmt: alterPublication,
  TransactionStmt: transaction,
  InsertStmt: both(insertBucket, callsIn),
  UpdateStmt: both(updateBuckets, callsIn),
  DeleteStmt: both(deleteBuckets, callsIn),
  MergeStmt: callsIn,
  TruncateStmt: callsIn,
  CopyStmt: callsIn,
  RefreshMatViewStmt: callsIn,
  ExplainStmt: callsIn,
  DeclareCursorStmt: callsIn,
  // as if it were executed where it is prepared
  PrepareStmt: callsIn,
  DoStmt: (_, source) => doBlockChanges(source),
  DiscardStmt: discard,
  DropOwnedStmt: dropOwned,
  ReassignOwnedStmt: dropOwned,
  CreateEventTrigStmt: createEventTrigger,
  AlterEventTrigStmt: alterEventTrigger,
  DropStmt: drop,
  RenameStmt: rename,
  AlterObjectSchemaStmt: setSchema,
  VariableSetStmt: setVariable,
  SelectStmt: select,
  CallStmt: callStatement,
};

function both(...all: readonly ToChanges[]): ToChanges {
  return (statement, source) => all.flatMap((one) => one(statement, source));
}

/** What runs on the rows that there are: a default that is only set does not. */
function functionsIn({ cmds, indexParams, whereClause }: PgFields, source: Source): readonly Change[] {
  const run = items(cmds).filter((command) => fieldsOf(command).subtype !== 'AT_ColumnDefault');
  return callsIn({ run, indexParams: indexParams ?? null, whereClause: whereClause ?? null }, source).map((change) => {
    if (change.op !== 'call') return change;
    const { tables: _, ...call } = change;
    return call;
  });
}

/** SELECT … INTO at the top level is an older way to write CREATE TABLE AS. */
function select(statement: PgFields, source: Source): readonly Change[] {
  const { intoClause, ...query } = statement;
  const calls = callsIn(statement, source);
  return intoClause === undefined
    ? calls
    : [...createTableAs({ into: intoClause, query: { SelectStmt: query } }, source), ...calls];
}

/** What a statement that parsed does to the schema. */
export function statementChanges(source: Source): readonly Change[] {
  const { raw, dialect } = source.statement;
  if (dialect !== 'postgres') return foreignChanges(source);
  if (!raw) return [];
  const tag = tagOf(raw);
  return CHANGES[tag]?.(raw[tag] ?? {}, source) ?? [];
}
