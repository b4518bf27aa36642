import Link from 'next/link';
import { createServerSupabase } from '@/lib/supabase/server';

const price = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

export default async function HomePage() {
  const supabase = await createServerSupabase();
  const { data: products, error } = await supabase
    .from('products')
    .select('id, name, credits, price_cents')
    .eq('active', true)
    .order('price_cents');
  if (error) throw new Error('The catalog could not be loaded', { cause: error });

  return (
    <>
      <h1>API credits</h1>
      <ul>
        {products.map((product) => (
          <li key={product.id}>
            {product.name}: {product.credits} credits for {price.format(product.price_cents / 100)}
          </li>
        ))}
      </ul>
      <Link href="/dashboard">Open the dashboard</Link>
    </>
  );
}
