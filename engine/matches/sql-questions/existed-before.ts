import { judgeRole } from '../../documents/sql/sql-role.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Formula } from '../../model/formula.ts';
import type { Inquiry } from '../inquiry.ts';
import { FALSE, unknown } from '../formula.ts';
import { renewedBefore } from './renewed.ts';

/**
 * What is left to decide of whether a table was there before the file. Nothing is before what by convention is no migration (a
 * seed, a rollback); where no convention says what a file is for, nobody knows.
 */
export function existedBefore(
  { table }: Extract<Formula, { op: 'existed-before' }>,
  node: TreeNode,
  { view }: Inquiry,
): Formula {
  const { path } = view.document.file;
  const { role, unsure } = judgeRole(path);
  if (role !== 'none') {
    const renewed = renewedBefore(node, view);
    return { op: 'catalog', ask: { kind: 'existed-before', table, path, ...(renewed.length > 0 && { renewed }) } };
  }
  if (/\.sql$/i.test(path) && !unsure) return FALSE;
  const message = `'${path}' is no migration, so nothing is known to have existed before it.`;
  return unknown({ kind: 'not-static', message, place: view.place(node) });
}
