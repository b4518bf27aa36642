/**
 * A chain of migrations such as projects have: each makes a table with constraints, indexes, policies, a function and a
 * trigger, alters an earlier one, and now and then runs a DO block and fills a table. Functions, of which most of a real
 * chain consists, fill up to the size asked for.
 */
export function chain(files, bytes) {
  const each = Math.floor(bytes / files);
  return Array.from({ length: files }, (_, i) => ({
    path: `supabase/migrations/${String(20240101000000 + i)}_step.sql`,
    text: padded(migration(i), i, each),
  }));
}

function migration(i) {
  const table = `t${i}`;
  const earlier = `t${Math.max(0, i - 7)}`;
  return `-- step ${i}
create table public.${table} (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  parent_id uuid ${i > 0 ? `references public.t${i - 1} (id)` : ''},
  status text not null default 'open' check (status in ('open', 'paid', 'void')),
  amount numeric(10, 2) check (amount >= 0),
  created_at timestamptz not null default now()
);
create index on public.${table} (user_id);
create unique index ${table}_open on public.${table} (user_id, status) where status = 'open';
alter table public.${table} enable row level security;
create policy "${table} select" on public.${table} for select to authenticated using ((select auth.uid()) = user_id);
create policy "${table} insert" on public.${table} for insert to authenticated with check ((select auth.uid()) = user_id);
create or replace function public.touch_${table}() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.amount is null then raise exception 'no amount'; end if;
  update public.${table} set created_at = now() where id = new.id;
  return new;
end $$;
create trigger touch before update on public.${table} for each row execute function public.touch_${table}();
revoke all on public.${table} from anon;
grant select (id, status) on public.${table} to anon;
alter table public.${earlier} add column if not exists note_${i} text;
comment on table public.${table} is 'Step ${i}';
${i % 5 === 0 ? block(table) : ''}`;
}

function block(table) {
  return `do $$ begin
  if not exists (select 1 from pg_policies where tablename = '${table}' and policyname = 'late') then
    create policy late on public.${table} for delete using (false);
  end if;
end $$;
create view public.v_${table} with (security_invoker = on) as select id, status, count(*) over () as n from public.${table};
`;
}

function rows(table) {
  const row = (n) => `  ('${n}', 'Row ${n}', 'A row of the seed, as migrations have them.')`;
  return `insert into public.${table} (id, status, note) values\n${Array.from({ length: 30 }, (_, n) => row(n)).join(',\n')};\n`;
}

function padded(text, i, size) {
  let all = i % 10 === 0 ? text + rows(`t${i}`) : text;
  for (let n = 0; all.length < size; n++) all += pay(`t${i}`, n);
  return all;
}

function pay(table, n) {
  return `
create or replace function public.pay_${table}_${n}(p_id uuid, p_amount numeric) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  v_row public.${table};
  v_left numeric := 0;
begin
  -- the row is locked until the end of the transaction
  select * into v_row from public.${table} where id = p_id and user_id = auth.uid() for update;
  if not found then
    return jsonb_build_object('error', 'not found');
  end if;
  if p_amount <= 0 or v_row.status <> 'open' then
    raise exception 'cannot pay % of %', p_amount, p_id using errcode = 'P0001';
  end if;
  v_left := v_row.amount - p_amount;
  update public.${table} set amount = v_left, status = case when v_left = 0 then 'paid' else status end where id = p_id;
  insert into public.payments (id, user_id, amount, at) values (gen_random_uuid(), auth.uid(), p_amount, now());
  return (select jsonb_agg(jsonb_build_object('id', t.id, 'status', t.status)) from public.${table} t where t.user_id = auth.uid());
end $$;
grant execute on function public.pay_${table}_${n}(uuid, numeric) to authenticated;
`;
}
