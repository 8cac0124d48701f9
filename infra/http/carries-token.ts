import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header is "Bearer" and the token. It takes the same time for every wrong one, whatever its length. */
export function carriesToken(header: string | undefined, token: string): boolean {
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
