create type public.order_status as enum (
  'pending', 'paid', 'provisioning', 'provisioned', 'failed', 'refunded'
);

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete restrict,
  status public.order_status not null default 'pending',
  total_cents integer not null check (total_cents >= 0),
  currency text not null default 'usd' check (currency = lower(currency)),
  stripe_session_id text unique,
  created_at timestamptz not null default now()
);

create index orders_user_id_idx on public.orders (user_id);
create index orders_status_created_at_idx on public.orders (status, created_at);

alter table public.orders enable row level security;

create policy "orders are visible to their buyer"
  on public.orders for select to authenticated
  using ((select auth.uid()) = user_id);

create table public.order_items (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id) on delete cascade,
  product_id uuid not null references public.products (id) on delete restrict,
  quantity integer not null check (quantity between 1 and 100),
  unit_cents integer not null check (unit_cents >= 0)
);

create index order_items_order_id_idx on public.order_items (order_id);
create index order_items_product_id_idx on public.order_items (product_id);
