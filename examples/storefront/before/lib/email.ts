import 'server-only';

export async function sendEmail(to: string, subject: string, text: string): Promise<void> {
  const apiKey = process.env.RESEND_API_KEY;
  if (!apiKey) throw new Error('Missing environment variable RESEND_API_KEY');
  const response = await fetch('https://api.resend.com/emails', {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'Storefront <hello@storefront.test>', to, subject, text }),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`The mail service answered ${response.status}`);
}
