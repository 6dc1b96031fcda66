/** `127.0.0.1:9945`, `[::1]:9945`. */
export function hostPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
