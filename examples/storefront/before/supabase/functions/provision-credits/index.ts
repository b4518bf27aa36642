import { adminClient } from '../_shared/admin.ts';

/** Raises the quota of the buyer at the gateway and books the credits of the order. */
Deno.serve(async (req) => {
  const { orderId } = await req.json();
  const admin = adminClient();

  const { data: order, error } = await admin
    .from('orders')
    .update({ status: 'provisioning' })
    .eq('id', orderId)
    .select('id, user_id')
    .maybeSingle();
  if (error || !order) return Response.json({ error: 'Order not found' }, { status: 404 });

  const quota = await fetch(`${Deno.env.get('GATEWAY_URL')}/admin/accounts/${order.user_id}/enable`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${Deno.env.get('GATEWAY_ADMIN_TOKEN')}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!quota.ok) return Response.json({ error: 'The gateway refused the account' }, { status: 502 });

  const { data: credits, error: grantError } = await admin.rpc('grant_credits', { p_order_id: order.id });
  if (grantError) return Response.json({ error: 'Credits could not be booked' }, { status: 500 });

  const { error: doneError } = await admin
    .from('orders')
    .update({ status: 'provisoned' })
    .eq('id', order.id)
    .eq('status', 'provisioning');
  if (doneError) return Response.json({ error: 'The order could not be closed' }, { status: 500 });
  return Response.json({ credits });
});
