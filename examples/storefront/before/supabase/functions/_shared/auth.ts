import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** True for the scheduler, which sends `Authorization: Bearer <CRON_SECRET>`. */
export function isCronCall(req: Request): boolean {
  const secret = Deno.env.get('CRON_SECRET');
  const given = req.headers.get('authorization');
  if (!secret || !given) return false;
  return timingSafeEqual(digest(given), digest(`Bearer ${secret}`));
}
