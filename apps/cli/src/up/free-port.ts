import { createServer, type AddressInfo } from 'node:net';

/** A port of 127.0.0.1 that was free a moment ago: fixed, so that a service can be restarted on it by hand. */
export const freePort = (): Promise<number> => bound(0);

/** Whether a port of 127.0.0.1 was free a moment ago. */
export const isFree = (port: number): Promise<boolean> =>
  bound(port).then(
    () => true,
    () => false,
  );

async function bound(wanted: number): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
