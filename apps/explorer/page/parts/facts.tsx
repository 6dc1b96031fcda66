import type { ComponentChildren } from 'preact';

export type Fact = readonly [name: string, value: ComponentChildren, id?: string];

/** Names with their values. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value, id]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-fact={id}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The few numbers that a page is about. */
export function Tiles({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="tiles">
      {facts.map(([name, value, id]) => (
        <div key={name} class="card">
          <dt>{name}</dt>
          <dd data-fact={id}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
