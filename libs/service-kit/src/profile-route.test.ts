import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Health } from './health.js';
import { createMetrics } from './metrics.js';
import { StatusServer } from './status-server.js';

interface CpuProfile {
  readonly nodes: { readonly callFrame: { readonly functionName: string } }[];
}
interface HeapNode {
  readonly callFrame: { readonly functionName: string };
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

/** Burns time under a name that a profile can show. */
function burnForTheProfile(until: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const turn = (): void => {
      for (let i = 0; i < 1e6; i++) Math.sqrt(i);
      if (until()) resolve();
      else setImmediate(turn);
    };
    turn();
  });
}

describe('profiles on demand', () => {
  let server: StatusServer;
  const get = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
  const start = async (profiles: boolean): Promise<void> => {
    const metrics = createMetrics({ service: 'x', version: '1', processMetrics: false });
    server = new StatusServer({ host: '127.0.0.1', port: 0, health: new Health([]), metrics, profiles });
    await server.start();
  };
  beforeEach(() => start(true));
  afterEach(() => server.stop());

  it('records where time goes, one at a time, under a name', async () => {
    let done = false;
    const first = get('/debug/profile/cpu?seconds=1').finally(() => (done = true));
    const burning = burnForTheProfile(() => done);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await get('/debug/profile/heap')).status).toBe(409);
    const response = await first;
    await burning;
    expect(response.headers.get('content-disposition')).toMatch(/filename="\d+-.*\.cpuprofile"/);
    const { nodes } = (await response.json()) as CpuProfile;
    expect(nodes.some(({ callFrame }) => callFrame.functionName === 'turn')).toBe(true);
  });

  it('records what memory was allocated for', async () => {
    const kept: string[][] = [];
    const fill = setInterval(function keepsMemory() {
      kept.push(Array.from({ length: 10_000 }, (_, i) => `${i}`));
    }, 10);
    const response = await get('/debug/profile/heap?seconds=1');
    clearInterval(fill);
    const { head } = (await response.json()) as { head: HeapNode };
    const sizeOf = (node: HeapNode): number =>
      node.selfSize + node.children.reduce((sum, child) => sum + sizeOf(child), 0);
    expect(sizeOf(head)).toBeGreaterThan(100_000);
    expect(kept.length).toBeGreaterThan(0);
  });

  it.each([
    ['/debug/profile/disk', 404],
    ['/debug/profile/cpu?seconds=0', 400],
    ['/debug/profile/cpu?seconds=61', 400],
    ['/debug/profile/cpu?seconds=x', 400],
  ])('refuses %s with %i', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  it('is not there where it was not asked for', async () => {
    await server.stop();
    await start(false);
    expect((await get('/debug/profile/cpu?seconds=1')).status).toBe(404);
  });
});
