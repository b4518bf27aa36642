import type { PgFields } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Change } from '../../model/sql-change.ts';
import { deleteBuckets, insertBucket, updateBuckets } from './buckets.ts';
import { callsIn, callStatement, setVariable, transaction } from './calls.ts';
import { foreignChanges } from './foreign.ts';
import { alterFunction, createFunction } from './functions.ts';
import { alterDefaultPrivileges, grantOrRevoke } from './grants.ts';
import { alterOwner, comment, createExtension, createSchema, drop, rename, setSchema } from './objects.ts';
import { alterPolicy, createPolicy, createTrigger } from './policies.ts';
import { alterRole, createRole, dropRole, grantRole } from './roles.ts';
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
import type { Source } from './writer.ts';

type ToChanges = (statement: PgFields, source: Source) => readonly Change[];

/** One line a kind of statement. Those that are not here leave the catalog as it is; DO has its own module. */
const CHANGES: Readonly<Record<string, ToChanges>> = {
  CreateStmt: createTable,
  CreateForeignTableStmt: createTable,
  CreateTableAsStmt: createTableAs,
  ViewStmt: createView,
  AlterTableStmt: alterTable,
  IndexStmt: createIndex,
  CreatePolicyStmt: createPolicy,
  AlterPolicyStmt: alterPolicy,
  CreateTrigStmt: createTrigger,
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
  InsertStmt: insertBucket,
  UpdateStmt: updateBuckets,
  DeleteStmt: deleteBuckets,
  DropStmt: drop,
  RenameStmt: rename,
  AlterObjectSchemaStmt: setSchema,
  VariableSetStmt: setVariable,
  SelectStmt: select,
  CallStmt: callStatement,
};

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
