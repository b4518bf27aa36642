import type { StatementKind } from '../../model/sql.ts';
import type { PgNode } from './postgres.ts';

const KINDS: Readonly<Record<string, StatementKind>> = {
  SelectStmt: 'select',
  InsertStmt: 'insert',
  UpdateStmt: 'update',
  DeleteStmt: 'delete',
  MergeStmt: 'merge',
  CreateStmt: 'create_table',
  CreateForeignTableStmt: 'create_table',
  CreateTableAsStmt: 'create_table_as',
  AlterTableStmt: 'alter_table',
  DropStmt: 'drop',
  IndexStmt: 'create_index',
  CreatePolicyStmt: 'create_policy',
  AlterPolicyStmt: 'alter_policy',
  CreateFunctionStmt: 'create_function',
  AlterFunctionStmt: 'alter_function',
  CreateTrigStmt: 'create_trigger',
  ViewStmt: 'create_view',
  CreateEnumStmt: 'create_enum',
  AlterEnumStmt: 'alter_enum',
  CreateDomainStmt: 'create_domain',
  AlterDomainStmt: 'alter_domain',
  AlterDefaultPrivilegesStmt: 'alter_default_privileges',
  CreateExtensionStmt: 'create_extension',
  CreateSchemaStmt: 'create_schema',
  RenameStmt: 'rename',
  AlterObjectSchemaStmt: 'set_schema',
  CommentStmt: 'comment',
  VariableSetStmt: 'set',
  TransactionStmt: 'transaction',
  DoStmt: 'do',
  CallStmt: 'call',
  CopyStmt: 'copy',
  TruncateStmt: 'truncate',
  VacuumStmt: 'vacuum',
  LockStmt: 'lock',
  CreateRoleStmt: 'role',
  AlterRoleStmt: 'role',
  GrantRoleStmt: 'role',
  CreatePublicationStmt: 'publication',
  AlterPublicationStmt: 'publication',
};

export function statementKind(node: PgNode): StatementKind {
  const tag = tagOf(node);
  if (tag === 'GrantStmt') return node[tag]?.is_grant === true ? 'grant' : 'revoke';
  return KINDS[tag] ?? 'other';
}

/** Whether a tag of libpg's tree is a statement of its own when it stands inside another. */
export function isStatementTag(tag: string): boolean {
  return tag in KINDS || tag === 'GrantStmt';
}

export function tagOf(node: PgNode): string {
  for (const tag in node) return tag;
  return '';
}
