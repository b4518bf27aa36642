/** Where this deployment can be reached, without a trailing slash. */
export function appUrl(): string {
  if (process.env.NEXT_PUBLIC_APP_URL) return process.env.NEXT_PUBLIC_APP_URL;
  if (process.env.VERCEL_URL) return `https://${process.env.VERCEL_URL}`;
  if (process.env.NODE_ENV === 'development') return 'http://localhost:3000';
  throw new Error('Missing environment variable NEXT_PUBLIC_APP_URL');
}

/** A path of this site; anything that would lead elsewhere becomes the dashboard. */
export function safeNextPath(next: string | null): string {
  const base = new URL('http://localhost');
  const target = URL.canParse(next ?? '', base) ? new URL(next ?? '', base) : base;
  return target.origin === base.origin && target.pathname !== '/' ? target.pathname + target.search : '/dashboard';
}
