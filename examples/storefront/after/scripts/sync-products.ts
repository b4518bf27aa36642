import { createClient } from '@supabase/supabase-js';
import Stripe from 'stripe';
import { env } from '../lib/env';

// Copies the prices of the live account into public.products; run by hand after a price change.
const stripe = new Stripe(env.stripeSecretKey);

async function main() {
  const supabase = createClient(env.supabaseUrl, env.supabaseServiceRoleKey);
  for await (const price of stripe.prices.list({ active: true, expand: ['data.product'] })) {
    const product = price.product as Stripe.Product;
    const credits = Number(product.metadata.credits);
    if (!Number.isInteger(credits) || price.unit_amount === null) continue;
    const { error } = await supabase
      .from('products')
      .upsert(
        { stripe_price_id: price.id, name: product.name, credits, price_cents: price.unit_amount },
        { onConflict: 'stripe_price_id' },
      );
    if (error) throw error;
  }
}

void main();
