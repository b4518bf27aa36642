import { redirect } from 'next/navigation';
import { createServerSupabase } from '@/lib/supabase/server';
import { BuyButton } from './buy-button';

export default async function DashboardPage() {
  const supabase = await createServerSupabase();
  const { data: auth } = await supabase.auth.getUser();
  if (!auth.user) redirect('/login');

  const [balance, delivered, products] = await Promise.all([
    supabase.from('credit_balances').select('balance').eq('user_id', auth.user.id).maybeSingle(),
    supabase.from('orders').select('id', { count: 'exact', head: true }).eq('status', 'shipped'),
    supabase.from('products').select('id, name').eq('active', true).order('price_cents'),
  ]);
  const failed = balance.error ?? delivered.error ?? products.error;
  if (failed) throw new Error('The dashboard could not be loaded', { cause: failed });

  const baseUrl = process.env.NEXT_PUBLIC_APP_URL || 'http://localhost:3000';

  return (
    <>
      <h1>{balance.data?.balance ?? 0} credits left</h1>
      <p>{delivered.count ?? 0} orders delivered</p>
      <pre>{`curl -X POST ${baseUrl}/api/completions -H "Authorization: Bearer $API_KEY"`}</pre>
      {products.data?.map((product) => (
        <BuyButton key={product.id} productId={product.id} label={product.name} baseUrl={baseUrl} />
      ))}
    </>
  );
}
