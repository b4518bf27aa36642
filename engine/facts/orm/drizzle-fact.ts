import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Analysed } from '../../documents/javascript/scope.ts';
import type { DrizzleFact } from '../../model/drizzle.ts';
import type { Place, Range } from '../../model/region.ts';
import { columnOf, membersOf } from './drizzle-columns.ts';
import { declareOther } from './drizzle-others.ts';
import {
  chainOf,
  propertyOf,
  resolved,
  returned,
  stringOf,
  unwrapped,
  type Node,
  type Reading,
} from './drizzle-read.ts';
import { isNamed, tableOf } from './drizzle-tables.ts';

/** A fact that grows while the declarations of a file are read. */
export type Draft = { -readonly [Key in keyof DrizzleFact]: DrizzleFact[Key] };

const MODULE = /^drizzle-orm\/(pg|mysql|sqlite|singlestore|gel)-core$/;
const CONFIG = /(^|\/)drizzle[\w.-]*\.config\.[cm]?[jt]s$/;

/** What a code file declares of a Drizzle schema at its top level; undefined for a file that declares nothing of it. */
export function drizzleFact(view: Analysed, place: (range: Range) => Place): DrizzleFact | undefined {
  const { path } = view.document.file;
  const program = view.document.tree?.root as TSESTree.Program | undefined;
  if (!program) return undefined;
  const none = { tables: [], enums: [], schemas: {}, types: {}, creators: {}, sets: {}, helpers: {}, others: [] };
  if (CONFIG.test(path)) return { path, ...casingOf({ view, place, dialect: 'postgres' }, program), ...none };
  const imports = program.body.flatMap((one) => (one.type === 'ImportDeclaration' ? [one.source.value] : []));
  const core = imports.flatMap((from) => MODULE.exec(from)?.[1] ?? [])[0];
  // the builders may all come from elsewhere: `import { pgTable } from '@/db/utils'`
  if (core === undefined) return undefined;
  const dialect = core === 'sqlite' ? 'sqlite' : core === 'mysql' || core === 'singlestore' ? 'mysql' : 'postgres';
  const draft: Draft = { path, dialect, ...none };
  const reading: Reading = { view, dialect, place };
  for (const { name, value } of declarations(program)) declare(reading, draft, name, value);
  const kinds: readonly object[] = [draft.tables, draft.enums, draft.others, draft.schemas, draft.types];
  const all = [...kinds, draft.creators, draft.sets, draft.helpers].flatMap(Object.keys);
  return all.length > 0 ? draft : undefined;
}

/** `export default defineConfig({ casing: 'snake_case' })`. */
function casingOf(reading: Reading, program: TSESTree.Program): Pick<DrizzleFact, 'casing'> {
  const exported = program.body.find((one) => one.type === 'ExportDefaultDeclaration')?.declaration;
  const plain = exported && resolved(reading, exported);
  const options =
    plain?.type === 'CallExpression' && plain.arguments[0] ? resolved(reading, plain.arguments[0]) : plain;
  const casing = stringOf(reading, propertyOf(options, 'casing'));
  return casing === 'snake_case' || casing === 'camelCase' ? { casing } : {};
}

interface Declaration {
  readonly name: string;
  readonly value: Node;
}

/** Variables of the top level and what they are made with; functions. */
function declarations(program: TSESTree.Program): readonly Declaration[] {
  return program.body.flatMap((statement): readonly Declaration[] => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type === 'FunctionDeclaration') return [{ name: declaration.id?.name ?? '', value: declaration }];
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === 'Identifier' && init ? [{ name: id.name, value: init }] : [],
    );
  });
}

function declare(reading: Reading, draft: Draft, name: string, value: Node): void {
  const chain = chainOf(value);
  if (!chain) {
    declareShared(reading, draft, name, unwrapped(value));
    return;
  }
  const table = tableOf(reading, name, chain);
  if (table) draft.tables = [...draft.tables, table];
  else declareOther(reading, draft, name, chain);
}

/** An object of columns for tables to spread, or a function that gives one, or a column. */
function declareShared(reading: Reading, draft: Draft, name: string, value: Node): void {
  const given = returned(value) ?? value;
  if (given.type === 'ObjectExpression') {
    const members = membersOf(reading, given);
    if (members.some(isNamed)) draft.sets = { ...draft.sets, [name]: members };
    return;
  }
  const column = given === value ? undefined : columnOf(reading, name, given, given);
  if (column && isNamed({ kind: 'column', column })) draft.helpers = { ...draft.helpers, [name]: column };
}
