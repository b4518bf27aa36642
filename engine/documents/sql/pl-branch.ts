import type { PlBranch, PlStatement } from './node.ts';
import { rangeFrom, type PlReader } from './pl-reader.ts';

/** What the reader of one kind of statement finds; the rest is the same for all. */
export type Draft = Omit<PlStatement, 'type' | 'range' | 'text' | 'branches' | 'expressions'> &
  Partial<Pick<PlStatement, 'branches' | 'expressions'>>;

export function readBranch(
  reader: PlReader,
  role: PlBranch['role'],
  first: number,
  fields: Pick<PlBranch, 'condition' | 'conditions'> = {},
): PlBranch {
  const statements = reader.statements(reader);
  return { type: 'pl-branch', role, range: rangeFrom(reader, first), ...fields, statements };
}
