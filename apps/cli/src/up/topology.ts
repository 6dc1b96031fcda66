/** Who runs a network, and with which settings. Development accounts: everybody knows their secrets. */
export interface Topology {
  readonly network: 'demo';
  readonly blockTimeS: number;
  /** Root of the chain, and who registers the subnet. */
  readonly sudo: string;
  readonly owner: string;
  readonly mechanism: string;
  readonly validators: readonly Neuron[];
  readonly miners: readonly MinerNeuron[];
}

export interface Neuron {
  readonly name: string;
  /** Secrets: of the hotkey, and of the coldkey that owns it. */
  readonly hotkey: string;
  readonly coldkey: string;
}

export interface MinerNeuron extends Neuron {
  /** What answers: one of the mechanism's backends. */
  readonly backend: string;
}

const miner = (name: string, backend: string): MinerNeuron => ({
  name,
  backend,
  hotkey: `//Eve//${name}`,
  coldkey: '//Eve',
});

/** One validator, three miners of different true quality, and one that answers at random. */
export const DEFAULT_TOPOLOGY: Topology = {
  network: 'demo',
  blockTimeS: 0.25,
  sudo: '//Alice',
  owner: '//Bob',
  mechanism: 'image-recognition',
  validators: [{ name: 'validator', hotkey: '//Charlie//validator', coldkey: '//Charlie' }],
  miners: [
    miner('miner-cnn', 'cnn'),
    miner('miner-mlp', 'mlp'),
    miner('miner-softmax', 'softmax'),
    miner('freeloader', 'guess'),
  ],
};
