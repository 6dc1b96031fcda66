import Table from 'cli-table3';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { NetworkFolder, type Run } from '../up/network-folder.js';
import type { Facts } from '../up/part.js';
import { addressOfPart, type NetworkFacts } from '../up/run-up.js';

const ASK_MS = 2_000;

/** How a part is: `starting` before all are ready, `away` when it does not answer. */
type State = 'ready' | 'not ready' | 'away' | 'runs';

interface PartStatus {
  readonly part: string;
  readonly state: State;
  readonly address: string;
  readonly pid: number | null;
  readonly detail: string;
}

/**
 * `yumanet status`: the parts of the network that runs in a folder, and whether each is ready.
 *
 * @throws CliError BAD_INPUT where there is no network's folder, UNREACHABLE when none runs in it.
 */
export async function status(output: Output, dataDir: string): Promise<void> {
  const folder = NetworkFolder.find(dataDir);
  const run: (Run & Partial<NetworkFacts>) | undefined = folder.run();
  if (run === undefined)
    throw new CliError('UNREACHABLE', `no network runs in ${dataDir}: yumanet up --data-dir ${dataDir}`);
  const { pid, since, subnets = [], parts } = run;
  if (parts === undefined) {
    output.row({ dataDir, pid, since, state: 'starting' }, `process ${pid} since ${since}: starting`);
    return;
  }
  const all = await Promise.all(Object.entries(parts).map(([part, facts]) => statusOf(part, facts)));
  const block = await headOf(Object.values(parts).filter(({ rpc }) => typeof rpc === 'string'));
  const names = subnets.map(({ netuid, mechanism }) => `${netuid} ${mechanism}`).join(', ');
  const title = `process ${pid} since ${since}: subnets ${names}; block ${block ?? 'unknown'}`;
  output.row(
    { dataDir, pid, since, state: 'running', block, subnets, parts: all },
    `${title}\n${table(all)}`,
  );
}

async function statusOf(part: string, facts: Facts): Promise<PartStatus> {
  const known = { part, address: addressOfPart(facts), pid: (facts['pid'] as number | undefined) ?? null };
  if (typeof facts['status'] !== 'string') return { ...known, state: 'runs', detail: '' };
  try {
    const answer = await fetch(`${facts['status']}/readyz`, { signal: AbortSignal.timeout(ASK_MS) });
    const body = await answer.text();
    return {
      ...known,
      state: answer.ok ? 'ready' : 'not ready',
      detail: answer.ok ? roleIn(body) : body.slice(0, 200),
    };
  } catch (error) {
    return { ...known, state: 'away', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** What a node of a cluster says of its place in it, a validator of its own; nothing: ''. */
function roleIn(body: string): string {
  try {
    const { parts } = JSON.parse(body) as { parts?: Record<string, { readonly detail?: string }> };
    return parts?.['cluster']?.detail ?? parts?.['validator']?.detail ?? '';
  } catch {
    return '';
  }
}

/** The chain's newest block, as any of its nodes has it; null when none answers. */
async function headOf(nodes: readonly Facts[]): Promise<number | null> {
  const heads = (await Promise.all(nodes.map(headOfNode))).filter((head) => head !== null);
  return heads.length === 0 ? null : Math.max(...heads);
}

async function headOfNode(chain: Facts): Promise<number | null> {
  try {
    const answer = await fetch(String(chain['rpc']).replace(/^ws/, 'http'), {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'chain_getHeader', params: [] }),
      signal: AbortSignal.timeout(ASK_MS),
    });
    const { result } = (await answer.json()) as { result: { number: string } };
    return Number(result.number);
  } catch {
    return null;
  }
}

function table(parts: readonly PartStatus[]): string {
  const rows = new Table({
    head: ['part', 'state', 'address', 'pid', ''],
    style: { head: [], border: [], compact: true },
  });
  for (const { part, state, address, pid, detail } of parts)
    rows.push([part, state, address, pid ?? '', detail]);
  return rows.toString();
}
