// Runs sarif.ts from the sources, as run.js does its main.ts; run.js is also the hook that takes the types away.
import { register } from 'node:module';

register('./run.js', import.meta.url);
const { main } = await import('./sarif.ts');
process.exitCode = await main(process.argv.slice(2));
