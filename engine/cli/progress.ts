import type { Progress } from '../index.ts';
import type { Io } from './io.ts';

const labels: Readonly<Record<Progress['stage'], string>> = {
  policies: 'Loading policies',
  files: 'Listing files',
  map: 'Checking files',
  reduce: 'Judging',
};

/** Reading thousands of files reports more often than a terminal can show. */
const pause = 80;

/** Runs work while a spinner on stderr says how far it is; without a terminal it only runs it. */
export async function withProgress<T>(
  terminal: Io['terminal'],
  work: (onProgress?: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  if (terminal === undefined) return work();
  const { default: ora } = await import('ora');
  const spinner = ora({ stream: terminal, isEnabled: true, discardStdin: false, text: labels.policies }).start();
  let drawn = 0;
  try {
    return await work((progress) => {
      spinner.text = progressText(progress);
      if (Date.now() - drawn < pause) return;
      drawn = Date.now();
      spinner.render();
    });
  } finally {
    spinner.stop();
  }
}

export function progressText({ stage, done, total }: Progress): string {
  return total > 0 ? `${labels[stage]} ${done}/${total}` : labels[stage];
}
