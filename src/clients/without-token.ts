/** What a server said, for an error: a proxy may repeat the request in its message, and errors end up in histories. */
export function withoutToken(text: string, token: string | undefined): string {
  return token === undefined ? text : text.replaceAll(token, '[token]');
}
