import type { ApiPromise } from '@polkadot/api';
import { addressOf } from '../account.js';
import { MINERS, VALIDATORS, weightsAt } from '../demo/cast.js';
import { prepare } from '../demo/prepare.js';
import { readTempo } from '../demo/read-tempo.js';
import { read } from '../demo/storage.js';
import { submitAll, type Sent } from '../demo/submit.js';
import { tempoText } from '../demo/tempo.js';
import type { Output } from '../output.js';
import { eachBlock } from './follow.js';

/**
 * Plays a subnet with scripted validators, and shows each tempo as it is paid; `tempos` of them, or until the
 * connection or the process ends. `live` shows the blocks in between. For chains with the development accounts. @throws CliError as `submitAll`.
 */
export async function demo(
  api: ApiPromise,
  output: Output,
  options: {
    readonly tempos?: number | undefined;
    readonly live?: ((text: string) => void) | undefined;
  },
): Promise<void> {
  const say = (text: string): void => output.row({ event: 'demo', text }, text);
  const netuid = await prepare(api, say);
  const tempo = (await read(api, 'tempo', netuid)).toNumber();
  say(`an epoch every ${tempo + 1} blocks: validators set weights after each, the next epoch pays by them`);
  let paid = await lastEpoch(api, netuid);
  let shown = 0;
  await eachBlock(api, { count: 1, follow: true }, async (header) => {
    const epoch = await lastEpoch(api, netuid);
    const number = header.number.toNumber();
    options.live?.(progress(number, epoch, tempo));
    // An epoch is paid in the block after it.
    if (epoch === paid || number <= epoch) return true;
    paid = epoch;
    const seen = await readTempo(api, netuid, epoch);
    options.live?.('');
    output.row({ event: 'tempo', ...seen }, `\n${tempoText(seen)}`);
    if (++shown === options.tempos) return false;
    await setWeights(api, netuid, shown);
    return true;
  });
}

/** Before the first epoch nothing says when it is. */
const progress = (block: number, epoch: number, tempo: number): string =>
  epoch === 0 ? `block ${block}` : `block ${block}, next epoch in ${epoch + tempo + 1 - block} blocks`;

const lastEpoch = async (api: ApiPromise, netuid: number): Promise<number> =>
  (await read(api, 'lastMechansimStepBlock', netuid)).toNumber();

/** Of the validators that have a permit: before the first epoch nobody has. */
async function setWeights(api: ApiPromise, netuid: number, k: number): Promise<void> {
  const permits = [...(await read(api, 'validatorPermit', netuid))];
  const uidOf = async (secret: string): Promise<number> =>
    Number((await read(api, 'uids', netuid, await addressOf(secret))).toString());
  const miners = await Promise.all(MINERS.map(({ hotkey }) => uidOf(hotkey)));
  const sent: Sent[] = [];
  for (const validator of VALIDATORS) {
    if (permits[await uidOf(validator.hotkey)]?.isTrue !== true) continue;
    const tx = api.tx['subtensorModule']!['setWeights']!(netuid, miners, weightsAt(validator, k), 0);
    sent.push([validator.hotkey, tx]);
  }
  await submitAll(api, sent);
}
