// npm calls this as `prepare`: after `npm ci`, before packing, and each time `npx bylaw` runs in this folder, because
// npx links the package into its cache before it starts it. What was built once need not be built again then.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const isStartedByNpx = process.env.npm_command === 'exec';
const program = new URL('../dist/cli/bin.js', import.meta.url);

if (!(isStartedByNpx && existsSync(program))) {
  execFileSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
}
