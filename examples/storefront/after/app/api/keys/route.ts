import { z } from 'zod';
import { requireUser } from '@/lib/auth';
import { HttpError, errorResponse } from '@/lib/http';
import { createAdminClient } from '@/lib/supabase/admin';
import { issueApiToken } from '@/lib/tokens';

const newKey = z.object({ name: z.string().trim().min(1).max(80), budgetId: z.uuid() });

/** The token itself is shown once, when the key is made; lists never carry it. */
export async function POST(request: Request) {
  try {
    const user = await requireUser(request);
    const { name, budgetId } = newKey.parse(await request.json());
    const admin = createAdminClient();

    const { data: budget, error: budgetError } = await admin
      .from('budgets')
      .select('id')
      .eq('id', budgetId)
      .eq('user_id', user.id)
      .maybeSingle();
    if (budgetError) throw budgetError;
    if (!budget) throw new HttpError(404, 'Budget not found');

    const { data: key, error } = await admin
      .from('api_keys')
      .insert({ user_id: user.id, budget_id: budget.id, name, status: 'active' })
      .select('id')
      .single();
    if (error) throw error;
    return Response.json({ id: key.id, token: await issueApiToken(key.id, user.id) }, { status: 201 });
  } catch (error) {
    return errorResponse(error);
  }
}

export async function DELETE(request: Request) {
  try {
    const user = await requireUser(request);
    const keyId = z.uuid().parse(new URL(request.url).searchParams.get('id'));
    const { error } = await createAdminClient()
      .from('api_keys')
      .update({ status: 'revoked' })
      .eq('id', keyId)
      .eq('user_id', user.id);
    if (error) throw error;
    return new Response(null, { status: 204 });
  } catch (error) {
    return errorResponse(error);
  }
}
