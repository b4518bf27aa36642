import type { Aspect, Touch, TouchedKind, Unfollowed } from '../../model/sql-doubt.ts';
import { tokenize, type Token } from '../../documents/sql/lexer.ts';
import { mentionsIn } from './mentions.ts';
import { ARGUMENT, HOLE } from './templates.ts';

const HOLES = new RegExp(`[${HOLE}${ARGUMENT}]`, 'g');

/** What the statements of a text that is not wholly known may do to the schema. */
export function unfollowed(template: string): readonly Unfollowed[] {
  const mentions = mentionsIn(template.replace(HOLES, ' '));
  return statements(tokenize(template)).flatMap((statement) => {
    const touches = actionsOf(statement).flatMap((one) => touchOf(one) ?? []);
    const different = new Map(touches.map((touch) => [JSON.stringify(touch), touch]));
    return [...different.values()].map((touch) => ({ mentions, touch }));
  });
}

/** An ALTER TABLE of several actions as one of each. */
function actionsOf(statement: string): readonly string[] {
  const [head] = /^alter (?:foreign )?table (?:if exists )?(?:only )?\S+(?: \. \S+)* /.exec(statement) ?? [];
  if (head === undefined || !statement.includes(' , ')) return [statement];
  const actions: string[][] = [[]];
  let depth = 0;
  for (const word of statement.slice(head.length).split(' ')) {
    if (word === '(') depth++;
    if (word === ')') depth--;
    if (word === ',' && depth === 0) actions.push([]);
    else actions.at(-1)!.push(word);
  }
  return actions.map((words) => head + words.join(' '));
}

/** The words of each statement, with one space between any two of them. */
function statements(tokens: readonly Token[]): readonly string[] {
  const texts: string[][] = [[]];
  for (const { kind, value } of tokens) {
    if (kind === 'symbol' && value === ';') texts.push([]);
    else texts.at(-1)!.push(kind === 'quoted' ? value.replace(/\s/g, '_') : value);
  }
  return texts.filter((text) => text.length > 0).map((text) => text.join(' '));
}

/** Statements that leave the catalog alone, also with whatever they speak of. */
const HARMLESS =
  /^(comment on|analyze|vacuum|notify|listen|unlisten|lock|select|with|values|insert|update|delete|merge|truncate|copy|refresh|set|reset|show|explain|cluster|reindex|security label|checkpoint|discard|begin|commit|rollback|savepoint|release|fetch|close|(create|alter|drop) (unlogged |temp |temporary )?(sequence|role|user|group|database|publication|subscription|server|event trigger|statistics|tablespace|(trusted |procedural )*language|cast|operator|collation|conversion|text search|access method|foreign data wrapper))\b/;
const OWNER = /^alter .* owner to\b/;

interface Rule extends Omit<Touch, 'any'> {
  /** Ends where the object's name begins. */
  readonly test: RegExp;
}

const TABLES: readonly TouchedKind[] = ['table', 'view'];
const alterTable = (test: RegExp, aspect: Aspect, rls?: boolean): Rule => ({
  test: new RegExp(`^alter (?:foreign )?table (?=.*${test.source})`),
  kinds: ['table'],
  aspect,
  ...(rls !== undefined && { rls }),
});

/** The first that fits. A hole in the place of the action fits none but the last rule of its kind. */
const RULES: readonly Rule[] = [
  {
    test: /^(?:grant|revoke)\b.*? on (?:all )?(?:function|procedure|routine)s? /,
    kinds: ['function'],
    aspect: 'privileges',
  },
  { test: /^(?:grant|revoke)\b.*? on schema /, kinds: ['schema'], aspect: 'privileges' },
  { test: /^(?:grant|revoke)\b.*? on (?:all tables in schema |table )?/, kinds: TABLES, aspect: 'privileges' },
  { test: /^(?:grant|revoke|alter default privileges)\b/, aspect: 'privileges' },
  alterTable(/ (?<!no )(?:enable|force) row level security/, 'rls', true),
  alterTable(/ (?:disable|no force) row level security/, 'rls', false),
  alterTable(/ (?:add|drop|alter|validate|rename) (?!to )/, 'columns'),
  { test: /^(?:create|alter|drop) policy .*? on /, kinds: ['table'], aspect: 'policies' },
  { test: /^(?:create|alter|drop) (?:or replace )?(?:constraint )?trigger .*? on /, kinds: TABLES, aspect: 'triggers' },
  { test: /^(?:create|alter|drop) (?:foreign |unlogged |temp |temporary )*table /, kinds: ['table'] },
  { test: /^(?:create|alter|drop) (?:unique )?index /, kinds: ['index'] },
  {
    test: /^alter (?:function|procedure|routine) (?=.* (?:re)?set (?!schema ))(?!.* rename to )/,
    kinds: ['function'],
    aspect: 'settings',
  },
  { test: /^(?:create|alter|drop) (?:or replace )?(?:function|procedure|routine|aggregate) /, kinds: ['function'] },
  {
    test: /^(?:create|alter|drop) (?:or replace )?(?:temp |temporary |recursive |materialized )*view /,
    kinds: ['view'],
  },
  { test: /^(?:create|alter|drop) (?:type|domain) /, kinds: ['type'] },
  { test: /^create schema /, kinds: ['schema'] },
  { test: /^(?:create|alter|drop) extension /, kinds: ['extension'] },
];

function touchOf(statement: string): Touch | undefined {
  if (HARMLESS.test(statement) || OWNER.test(statement)) return undefined;
  const rule = RULES.find(({ test }) => test.test(statement));
  if (!rule) return { ...anyOf(statement) };
  const { test, ...found } = rule;
  const makes = /^create (?!or replace )/.test(statement) ? { makes: true as const } : {};
  const touch = { ...found, ...makes, ...(found.aspect === 'columns' && partsTouch(statement)) };
  // CASCADE takes along what is not named
  const cascade = /^drop .* cascade$/.test(statement);
  const name = nameIn(statement.slice(test.exec(statement)![0].length));
  return cascade ? { ...anyOf(name) } : { ...touch, ...anyOf(name) };
}

/** What an ALTER TABLE that adds, drops or alters parts of the table may do, by its actions. */
function partsTouch(statement: string): Pick<Touch, 'aspect' | 'makes' | 'part'> {
  const actions = statement
    .replace(/^alter (?:foreign )?table .*? (?=(?:add|drop|alter|validate|rename) )/, '')
    .split(' , ')
    .filter((one) => /^(?:add|drop|alter|validate|rename) /.test(one));
  const makes = actions.every((one) => one.startsWith('add ')) ? { makes: true as const } : {};
  if (actions.every((one) => CONSTRAINT.test(one))) return { aspect: 'constraints', ...makes };
  const [name] = actions.map((one) => COLUMN.exec(one)?.[1]);
  const part = actions.length === 1 && name !== undefined && !isHole(name) ? { part: name } : {};
  return { aspect: 'columns', ...makes, ...part };
}

const CONSTRAINT = /^\w+ (?:constraint|check|primary key|foreign key|unique|exclude)\b/;
const COLUMN = /^\w+ (?:column )?(?:if (?:not )?exists )?(\S+)/;

function isHole(text: string): boolean {
  return text.includes(HOLE) || text.includes(ARGUMENT);
}

/** The words before those that cannot be the name any more. */
function nameIn(rest: string): string {
  const bare = rest.replace(/^(?:concurrently )?(?:if (?:not )?exists )?(?:only )?/, '');
  return /^\S+(?: [.,] \S+)*/.exec(bare)?.[0] ?? HOLE;
}

function anyOf(name: string): Pick<Touch, 'any'> {
  if (name.includes(HOLE)) return { any: 'object' };
  return name.includes(ARGUMENT) ? { any: 'argument' } : {};
}
