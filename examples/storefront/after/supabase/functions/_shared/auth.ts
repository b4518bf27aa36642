import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** True for the scheduler, which sends `Authorization: Bearer <CRON_SECRET>`. */
export function isCronCall(req: Request): boolean {
  const secret = Deno.env.get('CRON_SECRET');
  const given = req.headers.get('authorization');
  if (!secret || !given) return false;
  return timingSafeEqual(digest(given), digest(`Bearer ${secret}`));
}

/** What a call to one of our own functions carries. */
export function internalHeaders(): Record<string, string> {
  const secret = Deno.env.get('INTERNAL_FUNCTION_SECRET');
  if (!secret) throw new Error('Missing environment variable INTERNAL_FUNCTION_SECRET');
  return { 'x-internal-secret': secret };
}

/** True for our own functions, which send INTERNAL_FUNCTION_SECRET along. */
export function isInternalCall(req: Request): boolean {
  const secret = Deno.env.get('INTERNAL_FUNCTION_SECRET');
  const given = req.headers.get('x-internal-secret');
  if (!secret || !given) return false;
  return timingSafeEqual(digest(given), digest(secret));
}
