import { read } from '../metagraph/read-metagraph.js';
import type { SetupStep } from './step.js';

/** The hotkey has a seat on root: root_register. */
export const rootRegister: SetupStep = {
  name: 'root-register',
  async missing({ client, hotkey }, { hash: at }) {
    const [uid] = await read(client, at, ['Uids', 0, hotkey.address]);
    return uid?.isNone === false ? undefined : { call: 'root_register', args: [hotkey.address] };
  },
};
