import { blake2AsHex } from '@polkadot/util-crypto';

/** One command of btcli: who types it, with what, and what it says when it worked. */
export interface BtcliCommand {
  readonly command: string;
  readonly wallet: string;
  readonly args?: readonly string[];
  /** What is typed when it asks in spite of `--no_prompt`. */
  readonly answer?: string;
  readonly says: RegExp;
}

const NETUID = ['--netuid', '1'];
/** //Alice//hot. */
export const ALICE_HOTKEY = '5G6Fyo6U2fDhJXDJGp4Dr6XViVCdPcryiyLBDsusguSRcYvJ';
/** The motion that governance.py leaves open: `System.remark` of one byte. */
const PROPOSAL = ['--proposal', blake2AsHex(Uint8Array.of(0, 0, 4, 1))];
const ROW = [...NETUID, '--uids', '0', '--weights', '1', '--salt', '1,2,3,4'];
const DELEGATE = ['--delegate_ss58key', ALICE_HOTKEY];

/** What btcli does before the SDK's turn: netuid 1 comes into being. */
export const CREATE: BtcliCommand = {
  command: 'subnets create',
  wallet: 'bob',
  says: /Registered subnetwork with netuid: 1/,
};

/** In this order, after the SDK: alice validates and is a delegate, eve mines, bob owns netuid 1 and nominates. */
export const COMMANDS: readonly BtcliCommand[] = [
  // 90 TAO, and what netuid 1 has paid since.
  { command: 'wallet balance', wallet: 'alice', says: /5GrwvaEF\S+ +τ9\d\d,\d{3}\.\d+ +τ\d{2,3}\.\d{9}/ },
  {
    command: 'wallet transfer',
    wallet: 'alice',
    args: ['--dest', ALICE_HOTKEY, '--amount', '3'],
    says: /Finalized/,
  },
  { command: 'wallet overview', wallet: 'alice', says: /Subnet: 1[^]*alice +default +1 +True/ },
  { command: 'subnets list', wallet: 'alice', says: /^ +1 +2 +256/m },
  { command: 'subnets lock_cost', wallet: 'alice', says: /Subnet lock cost: τ\d+\.\d{9}/ },
  { command: 'subnets hyperparameters', wallet: 'alice', args: NETUID, says: /max_validators +64/ },
  { command: 'subnets register', wallet: 'charlie', args: NETUID, says: /✅ Registered/ },
  { command: 'subnets metagraph', wallet: 'alice', args: NETUID, says: /N: 3\/3/ },
  {
    command: 'sudo set',
    wallet: 'bob',
    args: [...NETUID, '--param', 'immunity_period', '--value', '77'],
    says: /changed to 77/,
  },
  {
    command: 'stake add',
    wallet: 'charlie',
    args: ['--amount', '50'],
    says: /Stake:\s+τ0\.000000000 ➡ τ50\.0/,
  },
  {
    command: 'stake remove',
    wallet: 'charlie',
    args: ['--amount', '20'],
    says: /Stake:\s+τ50\.000000000 ➡ τ30\.0/,
  },
  { command: 'stake show', wallet: 'charlie', says: /default +τ30\.000000/ },
  { command: 'root register', wallet: 'charlie', says: /✅ Registered/ },
  { command: 'root list', wallet: 'alice', says: /Root Network[^]*5G6Fyo6U2f/ },
  {
    command: 'root weights',
    wallet: 'alice',
    args: ['--netuids', '1', '--weights', '1'],
    says: /✅ Finalized/,
  },
  { command: 'root get_weights', wallet: 'alice', says: /Weights[^]*0 +100\.00%/ },
  // A delegate must be registered somewhere.
  { command: 'subnets register', wallet: 'dave', args: NETUID, says: /✅ Registered/ },
  { command: 'root nominate', wallet: 'dave', says: /Successfully became a delegate/ },
  { command: 'root set_take', wallet: 'alice', args: ['--take', '0.1'], says: /Successfully set the take/ },
  { command: 'root delegate', wallet: 'bob', args: [...DELEGATE, '--amount', '5'], says: /✅ Finalized/ },
  { command: 'root undelegate', wallet: 'bob', args: [...DELEGATE, '--amount', '1'], says: /✅ Finalized/ },
  { command: 'root my_delegates', wallet: 'bob', says: /Total delegated Tao: τ\d/ },
  { command: 'root senate', wallet: 'alice', says: /Senate[^]*5G6Fyo6U2f/ },
  { command: 'root proposals', wallet: 'alice', says: /Proposals[^]*remark/ },
  {
    // Root made charlie a senator.
    command: 'root senate_vote',
    wallet: 'charlie',
    args: PROPOSAL,
    answer: 'y\n',
    says: /Vote cast/,
  },
  { command: 'weights commit', wallet: 'eve', args: ROW, says: /Weights committed successfully/ },
  { command: 'weights reveal', wallet: 'eve', args: ROW, says: /Weights revealed successfully/ },
  { command: 'root list_delegates', wallet: 'alice', says: /Total delegated|DELEGATES/ },
];
