create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text,
  created_at timestamptz not null default now()
);

alter table public.profiles enable row level security;

create policy "profiles are visible to their owner"
  on public.profiles for select to authenticated
  using ((select auth.uid()) = id);

create table public.products (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  credits integer not null check (credits > 0),
  price_cents integer not null check (price_cents > 0),
  stripe_price_id text unique,
  active boolean not null default true
);

alter table public.products enable row level security;

create policy "active products are public"
  on public.products for select to anon, authenticated
  using (active);

create table public.promo_codes (
  code text primary key,
  percent_off integer not null check (percent_off between 1 and 100)
);

create function public.handle_new_user()
returns trigger
language plpgsql
security definer
as $$
begin
  insert into public.profiles (id, display_name)
  values (new.id, new.raw_user_meta_data ->> 'display_name');
  return new;
end;
$$;

create trigger on_auth_user_created
  after insert on auth.users
  for each row execute function public.handle_new_user();
