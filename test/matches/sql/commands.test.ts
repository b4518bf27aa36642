import { expect, test } from 'vitest';
import { found } from './found.ts';

const commands = `reindex table a;
reindex (concurrently, verbose) index i;
alter table t attach partition p for values from (1) to (2);
alter table t attach partition q default;
create table c partition of t for values in (1);
create table d partition of t default;
create trigger a after insert on t execute function f();
create trigger b before update on t for each row execute function g();
alter table t add exclude using gist (a with =);
alter table t add constraint x exclude using btree (b with =);
alter table t add column exclude int;
do $$ begin null; end $$;
do $$ begin end $$ language plpgsql;`;

const cases: readonly (readonly [pattern: string, lines: readonly number[]])[] = [
  ['REINDEX ...', [1, 2]],
  ['REINDEX TABLE $T', [1]],
  ['REINDEX (VERBOSE, CONCURRENTLY) INDEX $I', [2]],
  ['ALTER TABLE $T ATTACH PARTITION $P FOR VALUES ...', [3]],
  ['ALTER TABLE $T ATTACH PARTITION $P DEFAULT', [4]],
  ['ALTER TABLE $T ATTACH PARTITION $P', [3, 4]],
  ['ALTER TABLE $T ATTACH PARTITION ...', [3, 4]],
  ['CREATE TABLE $P PARTITION OF $T FOR VALUES ...', [5]],
  ['CREATE TABLE $P PARTITION OF $T', [5, 6]],
  ['CREATE TRIGGER $N ON $T', [7, 8]],
  ['CREATE TRIGGER $N', [7, 8]],
  ['CREATE TRIGGER $N ... EXECUTE FUNCTION g()', [8]],
  ['CREATE TRIGGER $N AFTER INSERT ON $T', [7]],
  ['ALTER TABLE $T ADD EXCLUDE ...', [9, 10]],
  ['ALTER TABLE $T ADD CONSTRAINT $C EXCLUDE ...', [10]],
  ['ALTER TABLE $T ADD EXCLUDE USING gist (...)', [9]],
  ['DO $_', [12, 13]],
  ['DO $BODY', [12, 13]],
  ['DO', [12, 13]],
  ['DO LANGUAGE plpgsql $_', [13]],
];

test.each(cases)('%s', (pattern, lines) => {
  const texts = commands.split('\n').map((line) => line.slice(0, -1));
  const matched = found(pattern, commands).map((line) => texts.indexOf(line.split(' | ')[0]!) + 1);
  expect(matched).toEqual(lines);
});
