import { z } from 'zod';
import { requireUser } from '@/lib/auth';
import { HttpError, errorResponse } from '@/lib/http';
import { stripe } from '@/lib/stripe';
import { createAdminClient } from '@/lib/supabase/admin';

export async function GET(request: Request) {
  try {
    const user = await requireUser(request);
    const { data, error } = await createAdminClient()
      .from('orders')
      .select('id, status, total_cents, currency, created_at')
      .eq('user_id', user.id)
      .order('created_at', { ascending: false })
      .limit(50);
    if (error) throw error;
    return Response.json({ orders: data });
  } catch (error) {
    return errorResponse(error);
  }
}

/** Cancels an order that has not been paid yet. */
export async function DELETE(request: Request) {
  try {
    const user = await requireUser(request);
    const orderId = z.uuid().parse(new URL(request.url).searchParams.get('id'));
    const { data: order, error } = await createAdminClient()
      .from('orders')
      .update({ status: 'cancelled', cancelled_at: new Date().toISOString() })
      .eq('id', orderId)
      .eq('user_id', user.id)
      .eq('status', 'pending')
      .select('stripe_session_id')
      .maybeSingle();
    if (error) throw error;
    if (!order) throw new HttpError(409, 'Only a pending order can be cancelled');
    if (order.stripe_session_id) await stripe().checkout.sessions.expire(order.stripe_session_id);
    return new Response(null, { status: 204 });
  } catch (error) {
    return errorResponse(error);
  }
}
