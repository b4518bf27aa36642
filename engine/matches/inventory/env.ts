import { envReads } from './env-reads.ts';
import { inventoryAnchor } from './inventory.ts';

/** Environment variables that code reads or sets. */
export const env = inventoryAnchor({
  name: 'env',
  documentation:
    'An environment variable in code: `process.env.X`, destructuring of `process.env`, `import.meta.env.X`, `Deno.env.get("X")`, `Bun.env.X`. A computed read (`process.env[name]`) is one too, of unknown name.',
  attributes: {
    name: 'The name of the variable.',
    access: '`read` or `write`.',
    default:
      'The literal used where the variable is not set (`?? "x"`, `|| "x"`, `{X = "x"}`); absent where there is none.',
    framework: '`node`, `vite` (`import.meta.env`), `deno` or `bun`.',
  },
  extractors: [envReads],
});
