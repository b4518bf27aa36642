import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import dnsPromises from 'node:dns/promises';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';

// Preloaded into the command and all its threads: it writes down every program that is started and every attempt at a
// connection, and lets neither happen but for git.

const note = (line) => appendFileSync(process.env.BYLAW_LOG, `${line}\n`);
note('loaded');

function forbid(object, name, what) {
  object[name] = function () {
    note(`${what}.${name}`);
    process.exitCode = 99;
    throw new Error(`${what}.${name} is forbidden`);
  };
}

const forbidden = { dgram, dns, dnsPromises, http, http2, https, net, tls };
for (const [what, module] of Object.entries(forbidden))
  for (const name of [
    'connect',
    'createConnection',
    'createServer',
    'createSecureServer',
    'createSocket',
    'request',
    'get',
    'lookup',
  ])
    if (name in module) forbid(module, name, what);
for (const module of [dns, dnsPromises])
  for (const name of Object.keys(module).filter((key) => key.startsWith('resolve') || key === 'reverse'))
    forbid(module, name, 'dns');
forbid(net.Socket.prototype, 'connect', 'Socket');
forbid(globalThis, 'fetch', 'global');
if ('WebSocket' in globalThis) forbid(globalThis, 'WebSocket', 'global');

for (const name of ['exec', 'execSync', 'execFile', 'execFileSync', 'fork', 'spawn'])
  forbid(childProcess, name, 'child_process');
const { spawnSync } = childProcess;
childProcess.spawnSync = function (program, args, options) {
  note([program, ...args].join(' '));
  if (program !== 'git' || options?.shell) throw new Error(`${program} is forbidden`);
  return spawnSync(program, args, options);
};
syncBuiltinESMExports();
