import { globSchema } from '../glob.ts';
import type { MapAnchor, PreparedAnchor } from '../matcher.ts';
import { effectiveNodes } from './configurations.ts';
import { documentKinds } from './document-kind.ts';
import { inspectConfig } from './inspect.ts';
import { queryOf, type Query } from './query.ts';
import { isEffective } from './effective/node.ts';
import { ranging } from './ranging.ts';
import { matchRelative } from './relative.ts';
import type { ConfigNode } from '../../model/document.ts';

const scalar = { type: ['string', 'number', 'boolean', 'null'] };
const fallback = {
  type: 'object',
  properties: { default: scalar },
  required: ['default'],
  additionalProperties: false,
};

export const config: MapAnchor = {
  name: 'config',
  station: 'map',
  documentation:
    'Nodes of configuration files of all formats (see config.md): a glob for the files and, with `path` or `jsonpath`, ' +
    'the nodes in them. Without `config` the path is relative to the subject. Templated values are unknown, except to a ' +
    '`pattern` that itself speaks of `{{` or `${`. In a YAML file with several documents a path starts at each of them.',
  schema: globSchema,
  attributes: {
    path: {
      type: 'string',
      minLength: 1,
      description: 'A path with captures: `jobs.$JOB.steps.*.uses`, `**.image`, `stages.-1`, `^.user`.',
    },
    jsonpath: { type: 'string', minLength: 1, description: 'An RFC 9535 JSONPath in place of `path`.' },
    first: {
      type: 'array',
      minItems: 1,
      items: { oneOf: [{ type: 'string' }, fallback] },
      description: 'Paths in place of `path`: the first that exists counts; the last entry may be `{default: value}`.',
    },
    value: {
      type: ['string', 'number', 'boolean', 'null', 'object'],
      description: 'The value: a scalar, `$NAME` to bind it, or a constraint.',
    },
    absent: { oneOf: [{ enum: ['fail', 'ok'] }, fallback], description: 'What it means that the path leads nowhere.' },
    commented: {
      type: 'boolean',
      description: 'Keys that are only written in a comment (`# KEY=` in `.env` files) count too.',
    },
    effective: {
      type: 'boolean',
      description:
        'The document as its tool sees it: what it says itself, else what it inherits, else the default of the tool ' +
        '(tsconfig, Compose, GitHub workflows, supabase/config.toml, package.json, .npmrc). What cannot be resolved is unknown.',
    },
    'document-kind': {
      enum: documentKinds,
      description:
        'Only documents that are recognised as this kind; paths that it can never have are errors of the policy.',
    },
  },
  constraints: ['value'],
  inspect: inspectConfig,
  prepare: (value) => {
    const query = queryOf(value);
    return query.files ? ranging(query, query.files) : relative(query);
  },
};

/** Every node of a config document may be the one a relative path starts from; a path down needs something to go down into. */
function relative(query: Query): PreparedAnchor {
  const isDown = !query.jsonPath && query.paths.every(({ up, segments }) => up === 0 && segments.length > 0);
  const mayStart = (node: ConfigNode): boolean =>
    (query.commented || !node.commented) && (!isDown || node.type !== 'scalar');
  return {
    speaksOf: (_path, family) => family === 'config',
    candidates: (view, scope) => {
      const { index, document, fileNode } = view;
      if (document.family !== 'config') return [];
      if (query.effective || (scope && isEffective(scope))) return [...effectiveNodes(view, scope)].filter(mayStart);
      return (index.all(scope === fileNode ? undefined : scope) as readonly ConfigNode[]).filter(mayStart);
    },
    match: (view, node, bindings, refute) => matchRelative(query, view, node, bindings, refute),
  };
}
