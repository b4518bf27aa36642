const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

const threshold = levels.indexOf((process.env.LOG_LEVEL ?? 'info') as Level);

function write(level: Level, message: string, details?: unknown) {
  if (levels.indexOf(level) < threshold) return;
  const cause = details instanceof Error ? { name: details.name, message: details.message } : details;
  process.stdout.write(`${JSON.stringify({ level, message, details: cause, at: new Date().toISOString() })}\n`);
}

export const logger = {
  info: (message: string, details?: unknown) => write('info', message, details),
  warn: (message: string, details?: unknown) => write('warn', message, details),
  error: (message: string, details?: unknown) => write('error', message, details),
};
