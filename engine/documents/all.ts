import { compileGlobs } from './glob-list.ts';
import { javascript } from './javascript/javascript.ts';
import { sql } from './sql/sql.ts';
import { dockerfile } from './config/dockerfile.ts';
import { dotenv } from './config/dotenv.ts';
import { gitignore } from './config/gitignore.ts';
import { hcl } from './config/hcl.ts';
import { ini } from './config/ini.ts';
import { json } from './config/json.ts';
import { markdown } from './config/markdown.ts';
import { nginx } from './config/nginx.ts';
import { properties } from './config/properties.ts';
import { toml } from './config/toml.ts';
import { xml } from './config/xml.ts';
import { yaml } from './config/yaml.ts';
import { yarnLock } from './config/yarn-lock.ts';
import { prisma } from './prisma/prisma.ts';
import type { Language } from './language.ts';

/** Every language; the first whose globs fit a path parses it. */
export const languages: readonly Language[] = [
  javascript,
  sql,
  yaml,
  json,
  toml,
  dotenv,
  gitignore,
  ini,
  properties,
  dockerfile,
  nginx,
  hcl,
  xml,
  markdown,
  yarnLock,
  prisma,
];

const fits = languages.map((language) => compileGlobs(language.globs));

export function languageOf(path: string): Language | undefined {
  return languages[fits.findIndex((fit) => fit(path))];
}
