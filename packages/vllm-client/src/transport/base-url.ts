/**
 * The canonical form of the address of a server: no slash at the end and no `/v1`, which users may copy from other clients.
 * @throws TypeError when it is not an http or https address, or when it carries a user name or a password, which errors would show.
 */
export function normaliseBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new TypeError(`baseUrl must be an http or https address such as http://127.0.0.1:8000 (got "${baseUrl}")`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('baseUrl must not carry a user name or a password; give the key as apiKey');
  }
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
}
