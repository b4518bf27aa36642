import type Stripe from 'stripe';
import { HttpError, errorResponse } from '@/lib/http';
import { createAdminClient } from '@/lib/supabase/admin';

/** Refunds and disputes; paid checkouts go to the edge function `stripe-webhook`. */
export async function POST(request: Request) {
  try {
    if (!request.headers.get('stripe-signature')) throw new HttpError(400, 'Missing signature');
    const event = (await request.json()) as Stripe.Event;
    if (event.type !== 'charge.refunded') return Response.json({ received: true });

    const charge = event.data.object;
    const admin = createAdminClient();
    const { error: eventError } = await admin
      .from('webhook_events')
      .upsert({ id: event.id, type: event.type, status: 'processed' }, { ignoreDuplicates: true });
    if (eventError) throw eventError;

    const { error } = await admin
      .from('orders')
      .update({ status: 'refunded' })
      .eq('payment_intent_id', charge.payment_intent)
      .eq('status', 'provisioned');
    if (error) throw error;
    return Response.json({ received: true });
  } catch (error) {
    return errorResponse(error);
  }
}
