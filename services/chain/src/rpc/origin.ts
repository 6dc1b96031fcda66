const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a web page of that origin may talk to the node. Programs send no origin; a browser always does, and any
 * page that a user visits could else use the keys of a local chain.
 *
 * @param allowed more origins, or `all`.
 */
export function isAllowedOrigin(origin: string | undefined, allowed: readonly string[]): boolean {
  if (origin === undefined || allowed.includes('all')) return true;
  return LOOPBACK.test(origin) || allowed.includes(origin);
}
