import { parseHotkey } from '@yumanet/units';
import type { PlannedMiner } from '@yumanet/proto/validator/v1';
import type { Memories } from '@yumanet/subnet-kit';
import type { Asked } from '../duties/plan-round.js';

/**
 * Divides a round among workers: whoever took longest last time is in the same part as others who did, and in the last one, so
 * that nobody quick waits for a place behind somebody slow.
 *
 * @param lastMs by hotkey: how long its last answer took; unknown ones count as quick, and with them newcomers.
 * @param partMiners miners of one part, at least 1.
 */
export function planParts(
  asked: readonly Asked[],
  lastMs: ReadonlyMap<string, number>,
  memories: Memories,
  partMiners: number,
): PlannedMiner[] {
  const slowness = ({ hotkey }: Asked) => lastMs.get(hotkey) ?? 0;
  const bySpeed = [...asked].sort((a, b) => slowness(a) - slowness(b) || a.uid - b.uid);
  const planned = bySpeed.map(({ uid, hotkey, registeredAt, axon }, i) => ({
    uid,
    hotkey: Buffer.from(parseHotkey(hotkey), 'hex'),
    registeredAt: BigInt(registeredAt),
    axonAddress: axon.address,
    axonServedAt: BigInt(axon.servedAt),
    axonProtocol: axon.protocol,
    memory: Buffer.from(memories.get(hotkey) ?? []),
    part: Math.floor(i / partMiners),
  }));
  return planned.sort((a, b) => a.uid - b.uid);
}
