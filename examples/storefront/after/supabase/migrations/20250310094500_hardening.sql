-- Promotions live in Stripe now. The table that was planned instead:
--   create table public.promotions (id uuid primary key, percent_off integer not null);
drop table if exists public.promo_codes;

alter table public.order_items
  enable row level security;

create policy "order items are visible to their buyer"
  on public.order_items for select to authenticated
  using (
    exists (
      select 1 from public.orders o
      where o.id = order_id and o.user_id = (select auth.uid())
    )
  );

create or replace function public.handle_new_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.profiles (id, display_name)
  values (new.id, left(new.raw_user_meta_data ->> 'display_name', 80))
  on conflict (id) do nothing;
  return new;
end;
$$;

revoke execute on function public.handle_new_user() from public, anon, authenticated;

alter function public.touch_api_key(uuid) set search_path = '';
