import 'server-only';
import Stripe from 'stripe';
import { env } from '@/lib/env';

let client: Stripe | undefined;

/** Production runs with a restricted key (rk_live_...), previews with sk_test_... keys. */
export function stripe(): Stripe {
  client ??= new Stripe(env.stripeSecretKey, { timeout: 10_000, maxNetworkRetries: 2 });
  return client;
}
