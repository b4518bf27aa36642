create table public.credit_balances (
  user_id uuid primary key references auth.users (id) on delete cascade,
  balance integer not null default 0 check (balance >= 0),
  updated_at timestamptz not null default now()
);

alter table public.credit_balances enable row level security;

create policy "balances are visible to their owner"
  on public.credit_balances for select to authenticated
  using ((select auth.uid()) = user_id);

create table public.credit_ledger (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  order_id uuid unique references public.orders (id) on delete restrict,
  delta integer not null check (delta <> 0),
  created_at timestamptz not null default now()
);

create index credit_ledger_user_id_idx on public.credit_ledger (user_id, created_at);

-- not reachable through the API: the schema is not exposed
create schema internal;

create table internal.fulfilment_log (
  order_id uuid primary key references public.orders (id) on delete cascade,
  credits integer not null,
  granted_at timestamptz not null default now()
);

-- Books the credits of a paid order once; returns how many were booked.
create function public.grant_credits(p_order_id uuid)
returns integer
language plpgsql
security definer
as $$
declare
  v_user_id uuid;
  v_credits integer;
begin
  select o.user_id, sum(i.quantity * p.credits)
  into v_user_id, v_credits
  from orders o
  join order_items i on i.order_id = o.id
  join products p on p.id = i.product_id
  where o.id = p_order_id and o.status in ('paid', 'provisioning')
  group by o.user_id;
  if not found then
    raise exception 'order % cannot be provisioned', p_order_id;
  end if;

  insert into credit_ledger (user_id, order_id, delta)
  values (v_user_id, p_order_id, v_credits)
  on conflict (order_id) do nothing;
  if not found then
    return 0;
  end if;

  insert into credit_balances as b (user_id, balance)
  values (v_user_id, v_credits)
  on conflict (user_id) do update set balance = b.balance + excluded.balance, updated_at = now();

  insert into internal.fulfilment_log (order_id, credits) values (p_order_id, v_credits);
  return v_credits;
end;
$$;

revoke execute on function public.grant_credits(uuid) from public, anon, authenticated;
grant execute on function public.grant_credits(uuid) to service_role;

-- Takes credits if there are enough of them.
create function public.spend_credits(p_user_id uuid, p_amount integer)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_balance integer;
begin
  if p_amount is null or p_amount <= 0 then
    raise exception 'p_amount must be positive' using errcode = '22023';
  end if;

  select b.balance into v_balance
  from public.credit_balances b
  where b.user_id = p_user_id
  for update;
  if not found then
    return false;
  end if;
  if v_balance < p_amount then
    return false;
  end if;

  update public.credit_balances
  set balance = balance - p_amount, updated_at = now()
  where user_id = p_user_id and balance >= p_amount;

  insert into public.credit_ledger (user_id, delta) values (p_user_id, -p_amount);
  return true;
end;
$$;

revoke execute on function public.spend_credits(uuid, integer) from public, anon, authenticated;
grant execute on function public.spend_credits(uuid, integer) to service_role;
