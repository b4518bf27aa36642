import { compileGlobs } from '../glob-list.ts';
import { gitLines } from './ini-git.ts';
import type { LineDialect } from './ini-line-dialect.ts';
import { linesOf, type Line } from './ini-lines.ts';
import { npmLines } from './ini-npm.ts';

/** How the tool reads its files. */
export interface Dialect {
  readonly linesOf: (text: string) => Iterable<Line>;
  /** A key may be there several times, and all of them count. */
  readonly repeats: boolean;
  /** `key = value` behind `key[] = value` is one more item. */
  readonly joins: boolean;
  /** What the tool fills in, which makes a value unknown. */
  readonly filledIn: RegExp;
}

/** npm's own package `ini`. */
const npm: Dialect = { linesOf: npmLines, repeats: false, joins: true, filledIn: /\$\{|\{\{|\{%/ };

/** git-config(1); git fills nothing in. */
const git: Dialect = { linesOf: gitLines, repeats: true, joins: false, filledIn: /\{\{|\{%/ };

function byLine(dialect: LineDialect, filledIn: RegExp): Dialect {
  return { linesOf: (text) => linesOf(text, dialect), repeats: false, joins: false, filledIn };
}

/** spec.editorconfig.org */
const editorconfig: LineDialect = {
  separators: '=',
  comment: 'never',
  quotes: 'kept',
  continues: 'never',
  alone: undefined,
  lowerCase: true,
  globs: true,
};

/** Python's configparser with its defaults. */
const python: LineDialect = {
  separators: '=:',
  comment: 'never',
  quotes: 'kept',
  continues: 'indented',
  alone: undefined,
  lowerCase: false,
  globs: false,
};

/** What most others have in common (PHP, MySQL, Grafana, Supervisor). */
const others: LineDialect = { ...python, comment: 'spaced', quotes: 'around', continues: 'indented text', alone: null };
const interpolated = /%\(\w+\)s|\$\{|\{\{|\{%/;
const common = byLine(others, interpolated);

const dialects = (
  [
    ['**/{.npmrc,npmrc,.pnpmrc}', npm],
    ['**/{.gitmodules,.gitconfig,.lfsconfig}', git],
    ['**/.editorconfig', byLine(editorconfig, /\{\{/)],
    [
      '**/{setup.cfg,tox.ini,mypy.ini,.mypy.ini,pytest.ini,alembic.ini,.flake8,.pylintrc,pylintrc,.coveragerc,.isort.cfg,.bandit,.pypirc,pip.conf}',
      byLine(python, interpolated),
    ],
    ['**/*.ini', common],
  ] as const
).map(([glob, dialect]) => ({ glob, dialect, fits: compileGlobs([glob]) }));

export const iniGlobs: readonly string[] = dialects.map(({ glob }) => glob);

export function dialectOf(path: string): Dialect {
  return dialects.find(({ fits }) => fits(path))?.dialect ?? common;
}
