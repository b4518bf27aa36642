import Stripe from 'npm:stripe@18';
import { adminClient } from '../_shared/admin.ts';
import { allowedUrl, corsHeaders } from '../_shared/origins.ts';

const stripe = new Stripe(Deno.env.get('STRIPE_SECRET_KEY')!, {
  httpClient: Stripe.createFetchHttpClient(),
  timeout: 10_000,
});

Deno.serve(async (req) => {
  const headers = corsHeaders(req);
  if (req.method === 'OPTIONS') return new Response(null, { headers });

  const admin = adminClient();
  const token = req.headers.get('authorization')?.replace(/^Bearer /, '');
  const { data: auth, error: authError } = await admin.auth.getUser(token);
  if (authError || !auth.user) return Response.json({ error: 'Please sign in' }, { status: 401, headers });

  const body = await req.json().catch(() => ({}));
  const successUrl = allowedUrl(body.successUrl);
  const cancelUrl = allowedUrl(body.cancelUrl);
  const quantity = Number(body.quantity);
  if (!successUrl || !cancelUrl || !Number.isInteger(quantity) || quantity < 1 || quantity > 100) {
    return Response.json({ error: 'The request is not valid' }, { status: 400, headers });
  }

  const { data: product } = await admin
    .from('products')
    .select('id, price_cents, stripe_price_id')
    .eq('id', body.productId)
    .eq('active', true)
    .maybeSingle();
  if (!product) return Response.json({ error: 'Product not found' }, { status: 404, headers });

  const { data: order, error: orderError } = await admin
    .from('orders')
    .insert({ user_id: auth.user.id, status: 'pending', total_cents: product.price_cents * quantity })
    .select('id')
    .single();
  if (orderError) return Response.json({ error: 'The order could not be made' }, { status: 500, headers });
  const { error: itemError } = await admin
    .from('order_items')
    .insert({ order_id: order.id, product_id: product.id, quantity, unit_cents: product.price_cents });
  if (itemError) return Response.json({ error: 'The order could not be made' }, { status: 500, headers });

  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      client_reference_id: order.id,
      line_items: [{ price: product.stripe_price_id, quantity }],
      success_url: successUrl,
      cancel_url: cancelUrl,
    },
    { idempotencyKey: order.id },
  );
  const { error } = await admin.from('orders').update({ stripe_session_id: session.id }).eq('id', order.id);
  if (error) return Response.json({ error: 'The order could not be made' }, { status: 500, headers });
  return Response.json({ url: session.url }, { headers });
});
