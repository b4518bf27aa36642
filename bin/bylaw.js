#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/bin.js', import.meta.url);
if (existsSync(program)) {
  await import(program);
} else {
  console.error("bylaw: exit 2: bylaw is not built yet; run 'npm ci' (or 'npm run build') in its folder first.");
  process.exitCode = 2;
}
