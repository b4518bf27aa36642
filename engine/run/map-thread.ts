import { parentPort, workerData } from 'node:worker_threads';
import { loadNamed } from './languages.ts';
import { readSource } from '../files/read.ts';
import { mapEntry } from './map-file.ts';
import { NO_FILE, type Result, type Setup, type Task } from './thread-messages.ts';

// A thread of the map: it answers each task with the facts of its files, one task after the other.
const { root, checks, context, languages, at } = workerData as Setup;
await loadNamed(languages);

parentPort!.on('message', (task: Task) => {
  const facts: Result = task.map(({ number, entry }) => {
    Atomics.store(at, 0, number);
    return mapEntry(entry, (one) => readSource(root, one), checks, context);
  });
  parentPort!.postMessage(facts);
  Atomics.store(at, 0, NO_FILE);
});
