import { adminClient } from '../_shared/admin.ts';
import { isCronCall } from '../_shared/auth.ts';

/** Every hour: checkouts that nobody finished within a day are cancelled. */
Deno.serve(async (req) => {
  if (!isCronCall(req)) return new Response('Unauthorized', { status: 401 });

  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  const { data, error } = await adminClient()
    .from('orders')
    .update({ status: 'cancelled', cancelled_at: new Date().toISOString() })
    .eq('status', 'pending')
    .lt('created_at', yesterday)
    .select('id');
  if (error) return new Response('Orders could not be expired', { status: 500 });
  return Response.json({ expired: data.length });
});
