export const dynamic = 'force-dynamic';

/** Public on purpose: the uptime monitor has no session. */
export function GET() {
  return Response.json({
    status: 'ok',
    timestamp: new Date().toISOString(),
    environment: process.env.NODE_ENV,
  });
}
