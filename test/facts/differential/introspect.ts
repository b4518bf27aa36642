/**
 * What a real PostgreSQL knows of a schema, as sorted lines that `described.ts` writes of our own catalog.
 * Each query yields one column of text; system schemas are left out.
 */
const own = "n.nspname !~ '^(pg_|information_schema$)'";
/** Objects that belong to an extension are not written by anybody. */
const notOfExtension = (table: string, oid: string): string =>
  `not exists (select 1 from pg_depend d where d.classid = '${table}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

const relations = `
  select format('%s %s.%s owner %s%s%s%s',
      case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
        when 'm' then 'materialized view' when 'f' then 'foreign table' when 'S' then 'sequence' end,
      n.nspname, c.relname, pg_get_userbyid(c.relowner),
      case when c.relrowsecurity then ' rls' end, case when c.relforcerowsecurity then ' forced' end,
      ' {' || array_to_string(array(select o from unnest(c.reloptions) o order by 1), ', ') || '}')
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and ${own} and ${notOfExtension('pg_class', 'c.oid')}`;

const columns = `
  select format('column %s.%s.%s %s%s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' end,
      case when d.oid is not null and a.attgenerated = '' then ' default' end,
      case when a.attidentity <> '' then ' identity' end,
      case a.attgenerated when 's' then ' stored' when 'v' then ' virtual' end)
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c') and a.attnum > 0 and not a.attisdropped and ${own}
    and ${notOfExtension('pg_class', 'c.oid')}`;

const columnOrder = `
  select format('order %s.%s (%s)', n.nspname, c.relname,
    (select string_agg(attname, ', ' order by attnum) from pg_attribute
     where attrelid = c.oid and attnum > 0 and not attisdropped))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c') and ${own} and ${notOfExtension('pg_class', 'c.oid')}`;

const names = (keys: string, table: string): string =>
  `(select string_agg(attname, ', ' order by i) from unnest(${keys}) with ordinality k (num, i)
    join pg_attribute on attrelid = ${table} and attnum = num)`;

const constraints = `
  select format('constraint %s.%s.%s %s (%s)%s%s', n.nspname, c.relname, x.conname,
    case x.contype when 'p' then 'primary-key' when 'u' then 'unique' when 'f' then 'foreign-key' when 'c' then 'check'
      when 'x' then 'exclusion' end,
    case when x.contype <> 'c' then ${names('x.conkey', 'x.conrelid')} end,
    ' references ' || (select format('%s.%s', rn.nspname, r.relname) from pg_class r join pg_namespace rn on rn.oid = r.relnamespace
      where r.oid = x.confrelid) || format(' (%s) %s/%s', ${names('x.confkey', 'x.confrelid')}, x.confdeltype, x.confupdtype),
    case when not x.convalidated then ' not valid' end)
  from pg_constraint x join pg_class c on c.oid = x.conrelid join pg_namespace n on n.oid = c.relnamespace
  where x.contype in ('p', 'u', 'f', 'c', 'x') and ${own}`;

const indexes = `
  select format('index %s.%s on %s.%s%s %s (%s)%s', n.nspname, i.relname, tn.nspname, t.relname,
    case when x.indisunique then ' unique' end, am.amname,
    (select string_agg(concat_ws(' ', coalesce(a.attname, 'expression'),
        case when o.coll not in (0, coalesce(a.attcollation, 100))
          then (select format('collate "%s"', collname) from pg_collation where oid = o.coll) end,
        (select opcname from pg_opclass where oid = o.cls and not opcdefault),
        case when o.opt & 1 = 1 then 'desc' end,
        case o.opt & 3 when 1 then 'nulls last' when 2 then 'nulls first' end), ', ' order by p)
     from unnest(x.indkey::int2[], x.indoption::int2[], x.indclass::oid[], x.indcollation::oid[])
       with ordinality o (k, opt, cls, coll, p)
     left join pg_attribute a on a.attrelid = t.oid and a.attnum = o.k and o.k > 0 where p <= x.indnkeyatts),
    case when x.indpred is not null then ' where' end)
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  join pg_namespace n on n.oid = i.relnamespace join pg_namespace tn on tn.oid = t.relnamespace join pg_am am on am.oid = i.relam
  where ${own} and ${notOfExtension('pg_class', 'i.oid')}`;

const policies = `
  select format('policy %s.%s.%s %s %s to %s%s%s', schemaname, tablename, policyname, lower(cmd), lower(permissive),
    array_to_string(array(select r from unnest(roles) r order by 1), ', '),
    case when qual is not null then ' using' end, case when with_check is not null then ' check' end)
  from pg_policies where schemaname !~ '^(pg_|information_schema$)'`;

const functions = `
  select format('function %s.%s(%s) returns %s owner %s language %s %s%s%s%s', n.nspname, p.proname,
    (select string_agg(format_type(t, null), ', ' order by i) from unnest(p.proargtypes::oid[]) with ordinality u (t, i)),
    case p.prokind when 'p' then 'nothing' else format_type(p.prorettype, null) end,
    pg_get_userbyid(p.proowner), l.lanname, case p.provolatile when 'v' then 'volatile' when 's' then 'stable' else 'immutable' end,
    case when p.proisstrict then ' strict' end, case when p.prosecdef then ' definer' end,
    (select ' path ' || replace(substr(s, 13), ' ', '') from unnest(p.proconfig) s where s like 'search_path=%'))
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
  where ${own} and l.lanname <> 'internal' and ${notOfExtension('pg_proc', 'p.oid')}`;

const triggers = `
  select format('trigger %s.%s.%s %s %s for each %s calls %s.%s%s%s', n.nspname, c.relname, t.tgname,
    case when t.tgtype & 2 > 0 then 'before' when t.tgtype & 64 > 0 then 'instead-of' else 'after' end,
    concat_ws(',', case when t.tgtype & 4 > 0 then 'insert' end, case when t.tgtype & 8 > 0 then 'delete' end,
      case when t.tgtype & 16 > 0 then 'update' end, case when t.tgtype & 32 > 0 then 'truncate' end),
    case when t.tgtype & 1 > 0 then 'row' else 'statement' end, pn.nspname, p.proname,
    case when t.tgqual is not null then ' when' end, case t.tgenabled when 'D' then ' disabled' end)
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_proc p on p.oid = t.tgfoid join pg_namespace pn on pn.oid = p.pronamespace
  where not t.tgisinternal and ${own}`;

const types = `
  select format('%s %s.%s owner %s%s', case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else 'composite' end,
    n.nspname, t.typname, pg_get_userbyid(t.typowner), case t.typtype
      when 'e' then (select format(' (%s)', string_agg(enumlabel, ', ' order by enumsortorder)) from pg_enum where enumtypid = t.oid)
      when 'd' then format(' %s%s checks (%s)', format_type(t.typbasetype, t.typtypmod), case when t.typnotnull then ' not null' end,
        (select string_agg(conname, ', ' order by conname) from pg_constraint where contypid = t.oid and contype = 'c')) end)
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and (select relkind from pg_class where oid = t.typrelid) = 'c')
    and ${own} and ${notOfExtension('pg_type', 't.oid')}`;

const acl = (kind: string, name: string, entries: string, owner: string, from: string): string => `
  select distinct format('acl ${kind} %s %s:%s', ${name}, case g.grantee when 0 then 'public' else pg_get_userbyid(g.grantee) end, lower(g.privilege_type))
  from ${from}, lateral aclexplode(${entries}) g where g.grantee <> ${owner} and ${own}`;

const privileges = [
  acl(
    'table',
    "format('%s.%s', n.nspname, c.relname)",
    "coalesce(c.relacl, acldefault('r', c.relowner))",
    'c.relowner',
    "pg_class c join pg_namespace n on n.oid = c.relnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')",
  ) +
    // a privilege of 17 that our catalog does not keep
    " and g.privilege_type <> 'MAINTAIN'",
  acl(
    'sequence',
    "format('%s.%s', n.nspname, c.relname)",
    "coalesce(c.relacl, acldefault('s', c.relowner))",
    'c.relowner',
    "pg_class c join pg_namespace n on n.oid = c.relnamespace and c.relkind = 'S'",
  ),
  acl(
    'column',
    "format('%s.%s.%s', n.nspname, c.relname, a.attname)",
    'a.attacl',
    'c.relowner',
    'pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace',
  ),
  acl(
    'function',
    "format('%s.%s(%s)', n.nspname, p.proname, (select string_agg(format_type(t, null), ', ' order by i) from unnest(p.proargtypes::oid[]) with ordinality u (t, i)))",
    "coalesce(p.proacl, acldefault('f', p.proowner))",
    'p.proowner',
    `pg_proc p join pg_namespace n on n.oid = p.pronamespace and p.prolang <> 12 and ${notOfExtension('pg_proc', 'p.oid')}`,
  ),
  acl(
    'schema',
    "format('%s', n.nspname)",
    "coalesce(n.nspacl, acldefault('n', n.nspowner))",
    'n.nspowner',
    'pg_namespace n',
  ),
  acl(
    'type',
    "format('%s.%s', n.nspname, t.typname)",
    "coalesce(t.typacl, acldefault('T', t.typowner))",
    't.typowner',
    "pg_type t join pg_namespace n on n.oid = t.typnamespace and t.typtype in ('e', 'd')",
  ),
];

const rest = [
  `select format('schema %s owner %s', n.nspname, pg_get_userbyid(n.nspowner)) from pg_namespace n where ${own}`,
  `select format('extension %s in %s', extname, n.nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace where extname <> 'plpgsql'`,
  `select format('%s %s.%s of %s.%s', case when c.relispartition then 'partition' else 'child' end, n.nspname, c.relname, pn.nspname, p.relname)
   from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
   join pg_namespace n on n.oid = c.relnamespace join pg_namespace pn on pn.oid = p.relnamespace
   where ${own} and c.relkind in ('r', 'p', 'f')`,
  `select distinct format('view %s.%s reads %s.%s', n.nspname, v.relname, tn.nspname, t.relname)
   from pg_rewrite r join pg_class v on v.oid = r.ev_class join pg_namespace n on n.oid = v.relnamespace
   join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
   join pg_class t on t.oid = d.refobjid and t.oid <> v.oid join pg_namespace tn on tn.oid = t.relnamespace where ${own}`,
  `select format('role %s%s%s%s%s', rolname, case when rolsuper then ' superuser' end, case when rolbypassrls then ' bypassrls' end,
     case when rolcanlogin then ' login' end, case when not rolinherit then ' noinherit' end)
   from pg_roles where rolname !~ '^pg_' and rolname <> current_user`,
  `select format('member %s of %s', pg_get_userbyid(member), pg_get_userbyid(roleid)) from pg_auth_members where pg_get_userbyid(roleid) !~ '^pg_'`,
  `select format('comment on %s', pg_describe_object(classoid, objoid, objsubid) || ': ' || description) from pg_description
   where classoid in ('pg_class'::regclass) and objoid >= 16384 and
     exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = objoid and c.relkind in ('r', 'p', 'v', 'm') and ${own})`,
  `select format('publication %s%s (%s)', pubname, case when puballtables then ' all tables' end,
     (select string_agg(format('%s.%s', schemaname, tablename), ', ' order by format('%s.%s', schemaname, tablename)) from pg_publication_tables t where t.pubname = p.pubname and not p.puballtables))
   from pg_publication p`,
  `select format('owned %s.%s by %s.%s.%s', n.nspname, s.relname, tn.nspname, t.relname, a.attname)
   from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_namespace n on n.oid = s.relnamespace
   join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
   join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
   where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') and ${own}`,
];

export const queries: readonly string[] = [
  relations,
  columns,
  columnOrder,
  constraints,
  indexes,
  policies,
  functions,
  triggers,
  types,
  ...privileges,
  ...rest,
];

/** Takes away everything that a chain has made, also roles. */
export const reset = `
  reset role; reset search_path; reset session authorization; discard temp;
  do $$ declare r record; begin
    for r in select evtname from pg_event_trigger loop execute format('drop event trigger %I', r.evtname); end loop;
    for r in select pubname from pg_publication loop execute format('drop publication %I', r.pubname); end loop;
    for r in select extname from pg_extension where extname <> 'plpgsql' loop execute format('drop extension %I cascade', r.extname); end loop;
    for r in select nspname from pg_namespace where nspname !~ '^(pg_|information_schema$)' loop execute format('drop schema %I cascade', r.nspname); end loop;
    for r in select rolname from pg_roles where rolname !~ '^pg_' and rolname <> current_user loop
      execute format('drop owned by %I cascade', r.rolname); execute format('drop role %I', r.rolname); end loop;
    delete from pg_default_acl;
  end $$;
  create schema public authorization pg_database_owner; grant usage on schema public to public;`;
