import { doubtsOf } from '../../../engine/model/sql-doubt.ts';
import { folded, postgres } from '../../documents/sql/read.ts';

/** What a chain makes of the row level security of `t`: on, off, in doubt; or that there is no `t`. */
export function rlsOf(files: readonly string[], name = 'public.t'): string {
  const table = folded(files, postgres).relations.find((one) => `${one.schema}.${one.name}` === name);
  if (!table) return 'none';
  const isDoubted = table.uncertain !== undefined || doubtsOf(table).some(({ aspect }) => aspect === 'rls');
  return isDoubted ? 'doubt' : table.rls ? 'on' : 'off';
}
