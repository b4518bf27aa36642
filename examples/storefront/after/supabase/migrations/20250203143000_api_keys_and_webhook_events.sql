create table public.api_keys (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  budget_id uuid not null references public.budgets (id) on delete cascade,
  name text not null,
  status text not null default 'active',
  last_used_at timestamptz,
  created_at timestamptz not null default now(),
  constraint api_keys_status_check check (status in ('active', 'revoked'))
);

create index api_keys_user_id_idx on public.api_keys (user_id);
create index api_keys_budget_id_idx on public.api_keys (budget_id);

alter table public.api_keys enable row level security;

create policy "api keys are visible to their owner"
  on public.api_keys for select to authenticated
  using ((select auth.uid()) = user_id);

create policy "service role manages api keys"
  on public.api_keys for all to service_role
  using (true) with check (true);

create function public.touch_api_key(p_key_id uuid)
returns void
language sql
security definer
as $$
  update public.api_keys set last_used_at = now() where id = p_key_id and status = 'active';
$$;

revoke execute on function public.touch_api_key(uuid) from public, anon, authenticated;
grant execute on function public.touch_api_key(uuid) to service_role;

create table public.webhook_events (
  id text primary key,
  type text not null,
  status text not null default 'received' check (status in ('received', 'processed', 'failed')),
  received_at timestamptz not null default now()
);

alter table public.webhook_events enable row level security;

create policy "service role manages webhook events"
  on public.webhook_events for all
  using (auth.role() = 'service_role');
