'use client';

import { useState } from 'react';
import { createBrowserSupabase } from '@/lib/supabase/browser';

interface BuyButtonProps {
  productId: string;
  label: string;
  baseUrl: string;
}

export function BuyButton({ productId, label, baseUrl }: BuyButtonProps) {
  const [pending, setPending] = useState(false);
  const [message, setMessage] = useState('');

  async function buy() {
    setPending(true);
    const { data, error } = await createBrowserSupabase().functions.invoke<{ url: string }>('create-checkout', {
      body: {
        productId,
        quantity: 1,
        successUrl: `${baseUrl}/dashboard?checkout=success`,
        cancelUrl: `${baseUrl}/dashboard?checkout=cancelled`,
      },
    });
    if (data) {
      window.location.assign(data.url);
      return;
    }
    setPending(false);
    setMessage(error ? 'The checkout could not be opened, please try again' : 'Please try again');
  }

  return (
    <div>
      <button onClick={buy} disabled={pending}>
        {pending ? 'Opening the checkout…' : `Buy ${label}`}
      </button>
      <p role="status">{message}</p>
    </div>
  );
}
