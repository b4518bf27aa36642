import { anything, either, keys, list, listOf, map, scalar, type Schema } from './schema.ts';

const command = either(scalar, list);
const instruction = keys('name text', {
  flags: map,
  args: list,
  heredocs: listOf(keys('name text')),
  trigger: anything,
});

/** The tree that our own reader makes of a Dockerfile (documents/config/dockerfile.ts says which). */
export const dockerfile: Schema = keys('syntax escape check', {
  args: map,
  stages: listOf(
    keys('user workdir stopsignal', {
      from: keys('image tag digest stage platform alias', { base: keys('image tag digest platform') }),
      shell: command,
      entrypoint: command,
      cmd: command,
      healthcheck: keys('type interval timeout retries', {
        cmd: command,
        'start-period': scalar,
        'start-interval': scalar,
      }),
      env: map,
      labels: map,
      arg: map,
      expose: list,
      volumes: list,
      instructions: listOf(instruction),
    }),
  ),
});
