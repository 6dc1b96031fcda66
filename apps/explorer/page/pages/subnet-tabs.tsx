const TABS = [
  ['', 'Metagraph'],
  ['weights', 'Weights and consensus'],
  ['bonds', 'Bonds'],
] as const;

interface SubnetTabsProps {
  readonly netuid: string;
  readonly here: '' | 'weights' | 'bonds' | 'neuron';
}

/** The pages of a subnet. */
export function SubnetTabs({ netuid, here }: SubnetTabsProps) {
  return (
    <nav class="tabs" aria-label="Pages of the subnet">
      {TABS.map(([name, title]) => (
        <a
          key={name}
          href={`#/subnets/${netuid}${name === '' ? '' : `/${name}`}`}
          {...(here === name ? { 'aria-current': 'page' } : {})}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}
