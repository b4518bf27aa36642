import { history, resolveNew, type Apply } from './state.ts';

export const createSchema: Apply<'create-schema'> = (state, { schema: { name, place: definedAt } }, place) => {
  if (state.schemas.has(name)) return;
  state.schemas.set(name, {
    schema: name,
    name,
    state: 'live',
    definedAt,
    history: [history('created', place)],
    acl: [],
  });
};

export const createExtension: Apply<'create-extension'> = (state, { extension }, place) => {
  if (state.extensions.has(extension.name)) return;
  const target = resolveNew(state, extension);
  const object = {
    ...target,
    state: 'live',
    definedAt: extension.place,
    history: [history('created', place)],
  } as const;
  state.extensions.set(extension.name, object);
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

export const searchPath: Apply<'search-path'> = (state, { path }) => {
  state.searchPath = path ?? state.context.searchPath;
};
