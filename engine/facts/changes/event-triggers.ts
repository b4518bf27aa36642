import type { PgFields } from '../../documents/sql/postgres.ts';
import { fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import type { Change } from '../../model/sql-change.ts';
import { named, type Source } from './writer.ts';

export function createEventTrigger(statement: PgFields, source: Source): readonly Change[] {
  const when = items(statement.whenclause)
    .map(fieldsOf)
    .find(({ defname }) => defname === 'tag');
  return [
    {
      op: 'event-trigger',
      action: 'create',
      name: text(statement.trigname),
      event: text(statement.eventname),
      function: named(strings(statement.funcname), source),
      ...(when && { tags: strings(fieldsOf(when.arg).items).map((tag) => tag.toUpperCase()) }),
    },
  ];
}

/** ENABLE, ENABLE REPLICA and ENABLE ALWAYS, DISABLE. In replica mode nobody migrates. */
export function alterEventTrigger({ trigname, tgenabled }: PgFields): readonly Change[] {
  const isOn = tgenabled === 'O' || tgenabled === 'A';
  return [{ op: 'event-trigger', action: isOn ? 'enable' : 'disable', name: text(trigname) }];
}
