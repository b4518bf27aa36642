import type { Json } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import { constraintError } from '../constraint.ts';
import { inspectGlobs } from '../glob.ts';
import type { Inspection, ValueError } from '../matcher.ts';
import { documentKinds } from './document-kind.ts';
import { jsonPathError } from './jsonpath.ts';
import { isSingular, parsePath, PathError, type Path } from './path.ts';
import { isDefault } from './query.ts';
import { wantedOf } from './value.ts';

/** What is wrong with a `config` matcher, and what it binds. */
export function inspectConfig(value: AnchorValue): Inspection {
  const files = value.config === undefined ? undefined : inspectFiles(value.config);
  const path = value.path === undefined ? undefined : inspectPath(value.path, ['path']);
  const first = value.first === undefined ? undefined : inspectFirst(value.first);
  const inspections = [files, path, first, inspectValue(value)].filter((part) => part !== undefined);
  return {
    binds: [...new Set(inspections.flatMap(({ binds }) => binds))],
    mentions: [...new Set(inspections.flatMap(({ binds, mentions }) => mentions ?? binds))],
    errors: [...inspections.flatMap(({ errors }) => errors), ...others(value), ...combinations(value, path?.path)],
  };
}

function inspectFiles(globs: Json): Inspection {
  const mentions = [globs].flat().flatMap((glob) => inspectGlobs(glob, 'config').binds);
  return { ...inspectGlobs(globs, 'config'), mentions };
}

interface PathInspection extends Inspection {
  readonly path?: Path;
}

function inspectPath(text: Json, at: ValueError['path']): PathInspection {
  if (typeof text !== 'string')
    return { binds: [], errors: [{ path: at, message: `'${at[0]}' must be a path, e.g. 'jobs.$JOB.steps.*.uses'.` }] };
  try {
    const path = parsePath(text);
    return { binds: path.binds, errors: [], path };
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return { binds: [], errors: [{ path: at, message: error.message }] };
  }
}

/** It binds what all its paths bind; with a default, nothing for sure. */
function inspectFirst(first: Json): Inspection {
  if (!Array.isArray(first) || first.length === 0) {
    return {
      binds: [],
      errors: [
        { path: ['first'], message: `'first' must be a list of paths, the last of which may be '{default: value}'.` },
      ],
    };
  }
  const parts = (first as readonly Json[]).map((item, i): Inspection => {
    if (!isDefault(item)) return inspectPath(item, ['first', i]);
    if (i === first.length - 1) return { binds: [], errors: [] };
    return { binds: [], errors: [{ path: ['first', i], message: `The default must be the last of 'first'.` }] };
  });
  const binds = (parts[0]?.binds ?? []).filter((name) => parts.every((part) => part.binds.includes(name)));
  return {
    binds,
    mentions: parts.flatMap((part) => part.binds),
    errors: parts.flatMap(({ errors }) => errors),
  };
}

function inspectValue({ value }: AnchorValue): Inspection {
  const wanted = wantedOf(value);
  if (Array.isArray(value))
    return {
      binds: [],
      errors: [
        {
          path: ['value'],
          message: `'value' must be a scalar, '$NAME' or a constraint; for one of several values write '{enum: [...]}'.`,
        },
      ],
    };
  const message = wanted.kind === 'constraint' ? constraintError(wanted.constraint) : undefined;
  return {
    binds: wanted.kind === 'bind' ? [wanted.name] : [],
    errors:
      message === undefined
        ? []
        : [{ path: ['value'], message: `The constraint cannot be read: ${message}.`.replace(/\.\.$/, '.') }],
  };
}

function others({ jsonpath, absent, commented, effective, 'document-kind': kind }: AnchorValue): ValueError[] {
  const errors: ValueError[] = [];
  const named = typeof kind === 'string' ? kind : JSON.stringify(kind);
  const say = (path: string, message: string | undefined): void => {
    if (message !== undefined) errors.push({ path: [path], message });
  };
  if (jsonpath !== undefined)
    say(
      'jsonpath',
      typeof jsonpath === 'string' ? jsonPathError(jsonpath) : `'jsonpath' must be a JSONPath, e.g. '$.jobs.*'.`,
    );
  if (absent !== undefined && absent !== 'fail' && absent !== 'ok' && !isDefault(absent))
    say('absent', `'absent' must be 'fail', 'ok' or '{default: value}'.`);
  if (commented !== undefined && typeof commented !== 'boolean') say('commented', `'commented' must be true or false.`);
  if (effective !== undefined && typeof effective !== 'boolean') say('effective', `'effective' must be true or false.`);
  if (kind !== undefined && !documentKinds.includes(named)) {
    say(
      'document-kind',
      `The document kind '${named}' is not known; known are ${documentKinds.map((name) => `'${name}'`).join(', ')}.`,
    );
  }
  return errors;
}

function combinations(value: AnchorValue, path: Path | undefined): ValueError[] {
  const errors: ValueError[] = [];
  const given = ['path', 'jsonpath', 'first'].filter((key) => value[key] !== undefined);
  if (given.length > 1)
    errors.push({ path: [given[1]!], message: `Only one of '${given.join(`', '`)}' can stand here.` });
  if (value.config === undefined) return errors;
  if (value.first !== undefined)
    errors.push({ path: ['first'], message: `'first' is relative to the subject: leave out 'config'.` });
  if (path && path.up > 0)
    errors.push({ path: ['path'], message: `'^' steps out from the subject: leave out 'config', or the '^'.` });
  if (value.absent !== undefined && value.absent !== 'fail' && !(path && isSingular(path))) {
    errors.push({
      path: ['absent'],
      message: `Beside 'config', 'absent' needs a path without wildcards and metavariables: what is above it can be the subject, and the rest a relative path.`,
    });
  }
  return errors;
}
