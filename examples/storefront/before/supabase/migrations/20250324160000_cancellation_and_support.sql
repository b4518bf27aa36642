alter type public.order_status add value if not exists 'cancelled';

alter table public.orders
  add column cancelled_at timestamptz,
  add column payment_intent_id text;

create unique index orders_payment_intent_id_key on public.orders (payment_intent_id);

-- the workflow of the support team changes often: their tool, not the schema, knows the statuses
create table public.support_tickets (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  subject text not null,
  message text not null,
  status text not null default 'new',
  created_at timestamptz not null default now()
);

create index support_tickets_user_id_idx on public.support_tickets (user_id);

alter table public.support_tickets enable row level security;

create policy "tickets are visible to their author"
  on public.support_tickets for select to authenticated
  using ((select auth.uid()) = user_id);
