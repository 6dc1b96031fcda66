import { useEffect, useState } from 'preact/hooks';
import type { BlockSummary, EpochSummary, LinkStates, LiveEvents } from '../../src/api.js';

/** How the page hears of the network: `away` is the explorer's own server. */
export type Hearing = 'connecting' | 'live' | 'away';

export interface Live {
  readonly hearing: Hearing;
  readonly states: LinkStates | null;
  readonly block: BlockSummary | null;
  /** The newest blocks since the page is open, newest first, without a gap. */
  readonly heard: readonly BlockSummary[];
  readonly epoch: EpochSummary | null;
}

const RETRY_MS = 2_000;
const KEPT = 128;

let now: Live = { hearing: 'connecting', states: null, block: null, heard: [], epoch: null };
const listeners = new Set<(live: Live) => void>();

function tell(change: Partial<Live>): void {
  now = { ...now, ...change };
  for (const listener of listeners) listener(now);
}

/** A block that does not follow the newest one begins anew: the feed was away, or the chain is another. */
function following(block: BlockSummary): readonly BlockSummary[] {
  const newest = now.heard[0];
  if (newest?.hash === block.hash) return now.heard;
  return newest?.number === block.number - 1 ? [block, ...now.heard.slice(0, KEPT - 1)] : [block];
}

/** Opens the feed, and opens it again for as long as the page is there: an EventSource gives up on a refusal. */
export function startLive(): void {
  const source = new EventSource('/v1/live');
  const on = <Name extends keyof LiveEvents>(name: Name, hear: (data: LiveEvents[Name]) => void) =>
    source.addEventListener(name, (event) =>
      hear(JSON.parse((event as MessageEvent<string>).data) as LiveEvents[Name]),
    );
  on('state', (states) => tell({ hearing: 'live', states }));
  on('block', (block) => tell({ block, heard: following(block) }));
  on('epoch', (epoch) => tell({ epoch }));
  source.onerror = () => {
    tell({ hearing: 'away' });
    source.close();
    setTimeout(startLive, RETRY_MS);
  };
}

export function useLive(): Live {
  const [live, setLive] = useState(now);
  useEffect(() => {
    setLive(now);
    listeners.add(setLive);
    return () => void listeners.delete(setLive);
  }, []);
  return live;
}
