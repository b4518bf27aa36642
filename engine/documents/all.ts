import { compileGlobs } from './glob-list.ts';
import { javascript } from './javascript/javascript.ts';
import { sql } from './sql/sql.ts';
import { dotenv } from './config/dotenv.ts';
import { gitignore } from './config/gitignore.ts';
import { json } from './config/json.ts';
import { toml } from './config/toml.ts';
import { yaml } from './config/yaml.ts';
import { prisma } from './prisma/prisma.ts';
import type { Language } from './language.ts';

/** Every language; the first whose globs fit a path parses it. */
export const languages: readonly Language[] = [javascript, sql, yaml, json, toml, dotenv, gitignore, prisma];

const fits = languages.map((language) => compileGlobs(language.globs));

export function languageOf(path: string): Language | undefined {
  return languages[fits.findIndex((fit) => fit(path))];
}
