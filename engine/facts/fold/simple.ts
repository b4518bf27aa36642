import type { Publication } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import { defaultAcl } from './privileges.ts';
import { duplicate, missing } from './replay.ts';
import {
  history,
  keepSession,
  key,
  replaceAll,
  resolve,
  resolveNew,
  roleNamed,
  type Apply,
  type State,
} from './state.ts';

export const createSchema: Apply<'create-schema'> = (state, { schema, ifNotExists, owner }, place) => {
  const { name, place: definedAt } = schema;
  state.everSchemas.add(name);
  if (state.schemas.has(name)) {
    if (!ifNotExists) duplicate(state, 'schema', { schema: '', name }, place);
    return;
  }
  state.schemas.set(name, {
    schema: name,
    name,
    state: 'live',
    definedAt,
    history: [history('created', place)],
    owner: owner === undefined ? state.role : roleNamed(state, owner),
    acl: defaultAcl(state, 'schema', name, definedAt),
  });
};

export const createExtension: Apply<'create-extension'> = (state, { extension, ifNotExists }, place) => {
  if (state.extensions.has(extension.name)) {
    if (!ifNotExists) duplicate(state, 'extension', { schema: '', name: extension.name }, place);
    return;
  }
  const target = resolveNew(state, extension);
  state.extensions.set(extension.name, {
    ...target,
    state: 'live',
    definedAt: extension.place,
    history: [history('created', place)],
    owner: state.role,
  });
};

/** A later row of the same id stands for ON CONFLICT DO UPDATE; what it does not say is unknown. */
export const putBucket: Apply<'put-bucket'> = (state, { bucket, public: open }, place) => {
  const before = state.buckets.get(bucket.name);
  state.buckets.set(bucket.name, {
    schema: 'storage',
    name: bucket.name,
    state: 'live',
    definedAt: bucket.place,
    history: [...(before?.history ?? []), history('row written', place)],
    ...(open !== null && { public: open }),
  });
};

/** Without ids any bucket may be meant: what it says of them is known only where it says what they already are. */
export const updateBuckets: Apply<'update-buckets'> = (state, { ids, public: open }, place) => {
  const entry = history('row updated', place);
  for (const id of ids ?? []) if (!state.buckets.has(id)) ghostBucket(state, id, place);
  replaceAll(state.buckets, (bucket) => {
    if (ids && !ids.includes(bucket.name)) return bucket;
    const { public: before, ...rest } = bucket;
    const known = open !== null && (ids !== undefined || before === open);
    return { ...rest, history: [...bucket.history, entry], definedAt: place, ...(known && { public: open }) };
  });
};

function ghostBucket(state: State, name: string, place: Place): void {
  state.buckets.set(name, { schema: 'storage', name, state: 'ghost', definedAt: place, history: [] });
}

export const deleteBuckets: Apply<'delete-buckets'> = (state, { ids }, place) => {
  const cause = {
    kind: 'not-static',
    message: 'Which buckets this deletes is only known when it runs.',
    place,
  } as const;
  if (ids) for (const id of ids) state.buckets.delete(id);
  else replaceAll(state.buckets, (bucket) => ({ ...bucket, uncertain: bucket.uncertain ?? cause }));
};

export const searchPath: Apply<'search-path'> = (state, { path, local, unsure }) => {
  const set = path ?? state.context.searchPath;
  if (path) state.paths.push({ file: state.file, schemas: path });
  if (unsure) state.unsurePath = unsure;
  else if (keepSession(state, local, { searchPath: set })) {
    state.searchPath = set;
    state.unsurePath = undefined;
  }
};

export const putPublication: Apply<'put-publication'> = (state, change, place) => {
  const { name, place: definedAt } = change.publication;
  const before = state.publications.get(name);
  if (change.action === 'create' && before) {
    duplicate(state, 'publication', { schema: '', name }, place);
    return;
  }
  if (change.action !== 'create' && !before) missing(state, 'publication', { schema: '', name }, place);
  const tables = change.tables.map((table) => resolve(state, table, state.relations));
  const start: Publication = before ?? {
    schema: '',
    name,
    state: change.action === 'create' ? 'live' : 'ghost',
    definedAt,
    history: [],
    owner: state.role,
    allTables: change.allTables,
    tables: [],
    schemas: [],
  };
  const kept = start.tables.filter((one) => !tables.some((table) => key(table) === key(one)));
  const left = start.schemas.filter((schema) => !change.schemas.includes(schema));
  const { action } = change;
  state.publications.set(name, {
    ...start,
    tables: action === 'set' ? tables : action === 'drop' ? kept : [...kept, ...tables],
    schemas: action === 'set' ? change.schemas : action === 'drop' ? left : [...left, ...change.schemas],
    history: [...start.history, history(action === 'create' ? 'created' : `objects: ${action}`, place)],
  });
};
