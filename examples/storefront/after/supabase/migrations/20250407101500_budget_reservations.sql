-- A budget that was charged while inactive lost its count (spent is null): treat it as used up.
update public.budgets
set spent = least(greatest(coalesce(spent, amount), 0), amount)
where spent is null or spent < 0 or spent > amount;

alter table public.budgets
  alter column amount type numeric(12, 6),
  alter column spent type numeric(12, 6),
  alter column spent set not null,
  add constraint budgets_spent_within_amount check (spent between 0 and amount);

-- Reserves an amount; false if there is no such active budget or not enough of it left.
create or replace function public.increment_budget_spent(
  budget_id uuid,
  cost_amount numeric
) returns boolean
language plpgsql
set search_path = ''
as $$
declare
  current_spent numeric(12, 6);
  budget_amount numeric(12, 6);
begin
  if cost_amount is null or cost_amount <= 0 then
    raise exception 'cost_amount must be positive' using errcode = '22023';
  end if;

  select b.amount, b.spent into budget_amount, current_spent
  from public.budgets b
  where b.id = budget_id and b.is_active
  for update;
  if not found then
    return false;
  end if;

  if current_spent + cost_amount > budget_amount then
    return false;
  end if;

  update public.budgets
  set spent = spent + cost_amount
  where id = budget_id and is_active and spent + cost_amount <= amount;
  return found;
end;
$$;

-- Gives back what a reservation did not use; false if there is no such budget.
create function public.release_budget_spent(
  budget_id uuid,
  unused_amount numeric
) returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if unused_amount is null or unused_amount <= 0 then
    raise exception 'unused_amount must be positive' using errcode = '22023';
  end if;

  update public.budgets
  set spent = spent - unused_amount
  where id = budget_id and spent >= unused_amount;
  return found;
end;
$$;

revoke execute on function public.increment_budget_spent(uuid, numeric) from public, anon, authenticated;
revoke execute on function public.release_budget_spent(uuid, numeric) from public, anon, authenticated;
grant execute on function public.increment_budget_spent(uuid, numeric) to service_role;
grant execute on function public.release_budget_spent(uuid, numeric) to service_role;
