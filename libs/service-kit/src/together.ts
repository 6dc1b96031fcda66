import { DEFAULT_DEADLINES, type Component } from './lifecycle.js';

/**
 * Several doors of a service as one component: started one after the other, but drained at once, so that none lets anybody in
 * while another one empties.
 */
export function together(name: string, parts: readonly Component[]): Component {
  const longest = Math.max(...parts.map(({ deadlines }) => deadlines?.drain ?? DEFAULT_DEADLINES.drain));
  return {
    name,
    deadlines: { drain: longest },
    async start(signal) {
      for (const part of parts) await part.start?.(signal);
    },
    async drain(signal) {
      await Promise.all(parts.map(async (part) => part.drain?.(signal)));
    },
    async stop(signal) {
      await Promise.all(parts.map(async (part) => part.stop?.(signal)));
    },
  };
}
