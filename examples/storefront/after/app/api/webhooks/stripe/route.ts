import Stripe from 'stripe';
import { env } from '@/lib/env';
import { HttpError, errorResponse } from '@/lib/http';
import { logger } from '@/lib/logger';
import { stripe } from '@/lib/stripe';
import { createAdminClient } from '@/lib/supabase/admin';

function verifiedEvent(payload: string, signature: string | null): Stripe.Event {
  try {
    return stripe().webhooks.constructEvent(payload, signature ?? '', env.stripeRefundWebhookSecret);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    logger.warn('webhook signature refused', error);
    throw new HttpError(400, 'The signature is not valid');
  }
}

/** Refunds and disputes; paid checkouts go to the edge function `stripe-webhook`. */
export async function POST(request: Request) {
  try {
    const event = verifiedEvent(await request.text(), request.headers.get('stripe-signature'));
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
