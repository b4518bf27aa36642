import 'server-only';
import { SignJWT, jwtVerify } from 'jose';
import { env } from '@/lib/env';
import { HttpError } from '@/lib/http';

const signingKey = () => new TextEncoder().encode(env.jwtSecret);
const issuer = 'storefront';
const audience = 'completions';

/** An API key is a signed token that names its row in `api_keys`. */
export function issueApiToken(keyId: string, userId: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setJti(keyId)
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('365d')
    .sign(signingKey());
}

export async function verifyApiToken(token: string | undefined): Promise<{ keyId: string; userId: string }> {
  if (!token) throw new HttpError(401, 'Send your API key as a bearer token');
  const { payload } = await jwtVerify(token, signingKey(), { algorithms: ['HS256'], issuer, audience }).catch(() => {
    throw new HttpError(401, 'This API key is not valid');
  });
  if (!payload.jti || !payload.sub) throw new HttpError(401, 'This API key is not valid');
  return { keyId: payload.jti, userId: payload.sub };
}
