import 'server-only';
import { z } from 'zod';
import { env } from '@/lib/env';
import { HttpError } from '@/lib/http';

const MICRO_DOLLARS_PER_TOKEN = 2;
const completion = z.object({ text: z.string(), tokens: z.number().int().nonnegative() });

/** In dollars, with the six decimals that the budget columns keep. */
export const priceOf = (tokens: number): number => (tokens * MICRO_DOLLARS_PER_TOKEN) / 1_000_000;

export async function complete(prompt: string, maxTokens: number): Promise<z.infer<typeof completion>> {
  const response = await fetch(`${env.gatewayUrl}/v1/complete`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.gatewayApiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt, max_tokens: maxTokens }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new HttpError(502, 'The model is not available at the moment');
  return completion.parse(await response.json());
}
