import 'server-only';
import type { User } from '@supabase/supabase-js';
import { HttpError } from '@/lib/http';
import { createServerSupabase } from '@/lib/supabase/server';

export function bearerToken(request: Request): string | undefined {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  return scheme === 'Bearer' && token ? token : undefined;
}

/** The signed-in user, by bearer token or session cookie. Throws 401 for everyone else. */
export async function requireUser(request: Request): Promise<User> {
  const supabase = await createServerSupabase();
  const { data, error } = await supabase.auth.getUser(bearerToken(request));
  if (error || !data.user) throw new HttpError(401, 'Please sign in');
  return data.user;
}
