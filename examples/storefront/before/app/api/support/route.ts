import { z } from 'zod';
import { requireUser } from '@/lib/auth';
import { sendEmail } from '@/lib/email';
import { errorResponse } from '@/lib/http';
import { createAdminClient } from '@/lib/supabase/admin';

const newTicket = z.object({
  subject: z.string().trim().min(3).max(120),
  message: z.string().trim().min(3).max(5_000),
});

export async function POST(request: Request) {
  try {
    const user = await requireUser(request);
    const { subject, message } = newTicket.parse(await request.json());
    const { data: ticket, error } = await createAdminClient()
      .from('support_tickets')
      .insert({ user_id: user.id, subject, message, status: 'awaiting-triage' })
      .select('id')
      .single();
    if (error) throw error;
    await sendEmail('support@storefront.test', `Ticket ${ticket.id}`, 'A new support ticket is waiting.');
    return Response.json({ id: ticket.id }, { status: 201 });
  } catch (error) {
    return errorResponse(error);
  }
}
