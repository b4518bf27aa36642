const allowedOrigins = (Deno.env.get('ALLOWED_ORIGINS') ?? '').split(',').filter(Boolean);

/** The address if it belongs to one of our origins. */
export function allowedUrl(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  return allowedOrigins.includes(new URL(address).origin) ? address : undefined;
}

export function corsHeaders(req: Request): Record<string, string> {
  const origin = req.headers.get('origin') ?? '';
  if (!allowedOrigins.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'authorization, apikey, content-type, x-client-info',
    vary: 'origin',
  };
}
