-- New migrations instead of edits: databases that ran the old ones must change too.

alter table public.credit_ledger enable row level security;

create policy "ledger entries are visible to their owner"
  on public.credit_ledger for select to authenticated
  using ((select auth.uid()) = user_id);

drop policy "service role manages webhook events" on public.webhook_events;

create policy "service role manages webhook events"
  on public.webhook_events for all to service_role
  using (true) with check (true);

create or replace function public.grant_credits(p_order_id uuid)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user_id uuid;
  v_credits integer;
begin
  select o.user_id, sum(i.quantity * p.credits)
  into v_user_id, v_credits
  from public.orders o
  join public.order_items i on i.order_id = o.id
  join public.products p on p.id = i.product_id
  where o.id = p_order_id and o.status in ('paid', 'provisioning')
  group by o.user_id;
  if not found then
    raise exception 'order % cannot be provisioned', p_order_id;
  end if;

  insert into public.credit_ledger (user_id, order_id, delta)
  values (v_user_id, p_order_id, v_credits)
  on conflict (order_id) do nothing;
  if not found then
    return 0;
  end if;

  insert into public.credit_balances as b (user_id, balance)
  values (v_user_id, v_credits)
  on conflict (user_id) do update set balance = b.balance + excluded.balance, updated_at = now();

  insert into internal.fulfilment_log (order_id, credits) values (p_order_id, v_credits);
  return v_credits;
end;
$$;

revoke execute on function public.grant_credits(uuid) from public, anon, authenticated;
grant execute on function public.grant_credits(uuid) to service_role;
