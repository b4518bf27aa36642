import { z } from 'zod';
import { requireUser } from '@/lib/auth';
import { errorResponse } from '@/lib/http';
import { createAdminClient } from '@/lib/supabase/admin';

const newBudget = z.object({
  name: z.string().trim().min(1).max(80),
  amount: z.number().positive().max(10_000),
});

export async function GET(request: Request) {
  try {
    const user = await requireUser(request);
    const { data, error } = await createAdminClient()
      .from('budgets')
      .select('id, name, amount, spent, is_active')
      .eq('user_id', user.id)
      .order('created_at');
    if (error) throw error;
    return Response.json({ budgets: data });
  } catch (error) {
    return errorResponse(error);
  }
}

export async function POST(request: Request) {
  try {
    const user = await requireUser(request);
    const { name, amount } = newBudget.parse(await request.json());
    const { data, error } = await createAdminClient()
      .from('budgets')
      .insert({ user_id: user.id, name, amount })
      .select('id, name, amount')
      .single();
    if (error) throw error;
    return Response.json({ budget: data }, { status: 201 });
  } catch (error) {
    return errorResponse(error);
  }
}
