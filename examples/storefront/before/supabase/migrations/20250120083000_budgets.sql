create table public.budgets (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  name text not null,
  amount numeric(10, 2) not null check (amount > 0),
  spent numeric(10, 6) default 0,
  is_active boolean not null default true,
  created_at timestamptz not null default now()
);

create index budgets_user_id_idx on public.budgets (user_id);

alter table public.budgets enable row level security;

create policy "budgets are visible to their owner"
  on public.budgets for select to authenticated
  using ((select auth.uid()) = user_id);

-- Checks and increments in one transaction. Returns false if the budget would be exceeded.
create or replace function public.increment_budget_spent(
  budget_id uuid,
  cost_amount numeric(10, 6)
) returns boolean as $$
declare
  current_spent numeric(10, 6);
  budget_amount numeric(10, 2);
begin
  -- lock the row, so that concurrent requests wait
  select amount, spent into budget_amount, current_spent
  from budgets
  where id = budget_id and is_active = true
  for update;

  if current_spent + cost_amount > budget_amount then
    return false;
  end if;

  update budgets
  set spent = current_spent + cost_amount
  where id = budget_id;

  return true;
end;
$$ language plpgsql;

grant execute on function public.increment_budget_spent(uuid, numeric) to service_role;
