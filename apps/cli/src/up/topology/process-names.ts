interface Processes {
  readonly name: string;
  readonly coordinators?: number | undefined;
  readonly workers?: number | undefined;
}

/** Names of a neuron's processes: `judge`, `judge-2`, `judge-worker-1`. The first is the one that is asked, and has the gateway. */
export const processNames = (neuron: Processes): string[] => [
  ...coordinatorNames(neuron),
  ...workerNames(neuron),
];

export const coordinatorNames = ({ name, coordinators = 1 }: Processes): string[] =>
  Array.from({ length: coordinators }, (_, i) => (i === 0 ? name : `${name}-${i + 1}`));

export const workerNames = ({ name, workers = 0 }: Processes): string[] =>
  Array.from({ length: workers }, (_, i) => `${name}-worker-${i + 1}`);
