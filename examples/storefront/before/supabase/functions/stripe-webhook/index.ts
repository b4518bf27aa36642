import Stripe from 'npm:stripe@18';
import { adminClient } from '../_shared/admin.ts';

const stripe = new Stripe(Deno.env.get('STRIPE_SECRET_KEY')!, { httpClient: Stripe.createFetchHttpClient() });
const cryptoProvider = Stripe.createSubtleCryptoProvider();

async function verifiedEvent(req: Request): Promise<Stripe.Event | undefined> {
  const signature = req.headers.get('stripe-signature');
  const secret = Deno.env.get('STRIPE_WEBHOOK_SECRET');
  if (!signature || !secret) return undefined;
  try {
    return await stripe.webhooks.constructEventAsync(await req.text(), signature, secret, undefined, cryptoProvider);
  } catch {
    return undefined;
  }
}

Deno.serve(async (req) => {
  const event = await verifiedEvent(req);
  if (!event) return new Response('Invalid signature', { status: 400 });
  if (event.type !== 'checkout.session.completed') return Response.json({ received: true });

  const session = event.data.object;
  const admin = adminClient();
  const { error: eventError } = await admin
    .from('webhook_events')
    .upsert({ id: event.id, type: event.type, status: 'received' }, { ignoreDuplicates: true });
  if (eventError) return new Response('The event could not be stored', { status: 500 });

  const { error } = await admin
    .from('orders')
    .update({ status: 'paid', payment_intent_id: session.payment_intent })
    .eq('id', session.client_reference_id)
    .eq('status', 'pending');
  if (error) return new Response('The order could not be updated', { status: 500 });

  const provisioned = await fetch(`${Deno.env.get('SUPABASE_URL')}/functions/v1/provision-credits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ orderId: session.client_reference_id }),
    signal: AbortSignal.timeout(20_000),
  });
  if (!provisioned.ok) return new Response('The order could not be provisioned', { status: 500 });

  await admin.from('webhook_events').update({ status: 'processed' }).eq('id', event.id);
  return Response.json({ received: true });
});
