import { code } from './code/code.ts';
import { selector } from './code/selector.ts';
import { config } from './config/config.ts';
import { file } from './file.ts';
import { git } from './git/git.ts';
import { dependency } from './inventory/dependency.ts';
import { env } from './inventory/env.ts';
import { route } from './inventory/route.ts';
import type { Anchor } from './matcher.ts';
import { schema } from './schema/schema.ts';
import { semgrep } from './semgrep/semgrep.ts';
import { shell } from './shell/shell.ts';
import { sql } from './sql/sql.ts';
import { text } from './text.ts';

/** Every anchor; schema, documentation and completion of the policy language derive from this list. */
export const anchors: readonly Anchor[] = [
  code,
  selector,
  sql,
  schema,
  config,
  shell,
  git,
  text,
  file,
  route,
  env,
  dependency,
];

/** Anchors that no policy can name: rules of other formats become them. */
const foreign: readonly Anchor[] = [semgrep];

const byName = new Map([...anchors, ...foreign].map((anchor) => [anchor.name, anchor]));

export function anchorNamed(name: string): Anchor {
  const anchor = byName.get(name);
  if (!anchor) throw new Error(`No anchor is named '${name}'.`);
  return anchor;
}
