import { ZodError } from 'zod';
import { logger } from '@/lib/logger';

/** An error whose message may be shown to the caller. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export function errorResponse(error: unknown): Response {
  if (error instanceof HttpError) {
    return Response.json({ error: error.message }, { status: error.status });
  }
  if (error instanceof ZodError || error instanceof SyntaxError) {
    return Response.json({ error: 'The request is not valid' }, { status: 400 });
  }
  logger.error('request failed', error);
  return Response.json({ error: 'Something went wrong on our side' }, { status: 500 });
}
