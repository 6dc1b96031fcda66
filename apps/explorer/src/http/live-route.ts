import type { Handler } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LinkStates } from '../api.js';
import type { RecentBlocks } from '../chain/recent-blocks.js';
import type { LiveEvent, LiveFeed } from './live-feed.js';

/** A silent connection is found by whoever keeps it open. */
const PING_MS = 15_000;

export interface LiveRouteOptions {
  readonly feed: LiveFeed;
  readonly states: () => LinkStates;
  readonly recent: RecentBlocks;
}

/** Server-sent events: how things stand, then what happens. */
export function liveRoute({ feed, states, recent }: LiveRouteOptions): Handler {
  return (c) => {
    const ended = new AbortController();
    // Refused before the stream begins: its answer then has a status.
    const events = feed.listen(ended.signal);
    return streamSSE(c, async (stream) => {
      stream.onAbort(() => ended.abort());
      const write = ({ event, data }: LiveEvent) => stream.writeSSE({ event, data: JSON.stringify(data) });
      const ping = setInterval(() => void stream.write(': still here\n\n'), PING_MS);
      try {
        await write({ event: 'state', data: states() });
        const newest = recent.newest?.summary;
        if (newest !== undefined) await write({ event: 'block', data: newest });
        for await (const event of events) await write(event);
      } finally {
        clearInterval(ping);
        ended.abort();
        await events.return(undefined);
      }
    });
  };
}
