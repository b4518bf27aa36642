import { z } from 'zod';
import { bearerToken } from '@/lib/auth';
import { complete, priceOf } from '@/lib/gateway';
import { HttpError, errorResponse } from '@/lib/http';
import { logger } from '@/lib/logger';
import { createAdminClient } from '@/lib/supabase/admin';
import { verifyApiToken } from '@/lib/tokens';

const completionRequest = z.object({
  prompt: z.string().min(1).max(20_000),
  maxTokens: z.number().int().min(1).max(4_096),
});

export async function POST(request: Request) {
  try {
    const { keyId, userId } = await verifyApiToken(bearerToken(request));
    const { prompt, maxTokens } = completionRequest.parse(await request.json());
    const admin = createAdminClient();

    const { data: key, error: keyError } = await admin
      .from('api_keys')
      .select('budget_id')
      .eq('id', keyId)
      .eq('user_id', userId)
      .eq('status', 'active')
      .maybeSingle();
    if (keyError) throw keyError;
    if (!key) throw new HttpError(401, 'This API key has been revoked');

    const reserved = priceOf(maxTokens);
    const { data: withinBudget, error: budgetError } = await admin.rpc('increment_budget_spent', {
      budget_id: key.budget_id,
      cost_amount: reserved,
    });
    if (budgetError) throw budgetError;
    if (!withinBudget) throw new HttpError(402, 'The budget of this key is used up');

    let used = 0;
    try {
      const { data: paid, error: creditError } = await admin.rpc('spend_credits', { p_user_id: userId, p_amount: 1 });
      if (creditError) throw creditError;
      if (!paid) throw new HttpError(402, 'No credits left');

      const completion = await complete(prompt, maxTokens);
      used = priceOf(completion.tokens);
      const { error: touchError } = await admin.rpc('touch_api_key', { p_key_id: keyId });
      if (touchError) logger.warn('last use was not recorded', { keyId, code: touchError.code });

      return Response.json({ text: completion.text, tokens: completion.tokens });
    } finally {
      if (used < reserved) {
        const { error: releaseError } = await admin.rpc('release_budget_spent', {
          budget_id: key.budget_id,
          unused_amount: reserved - used,
        });
        if (releaseError) logger.error('unused budget was not released', { keyId, code: releaseError.code });
      }
    }
  } catch (error) {
    return errorResponse(error);
  }
}
