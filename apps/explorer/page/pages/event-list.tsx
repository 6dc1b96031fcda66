import type { ChainEvent } from '../../src/api.js';
import { count } from '../core/format.js';
import { Card } from '../parts/card.js';

/** Events in order, each with what it carries. */
export function EventList({
  title,
  events,
}: {
  readonly title: string;
  readonly events: readonly ChainEvent[];
}) {
  return (
    <Card title={`${title} (${count(events.length)})`}>
      {events.length === 0 ? (
        <p class="quiet empty">Nothing happened.</p>
      ) : (
        <ol class="events">
          {events.map(({ pallet, name, data }, k) => (
            <li key={k}>
              <strong>
                {pallet}.{name}
              </strong>
              {data.length > 0 && (
                <ul>
                  {data.map((value, i) => (
                    <li key={i} class="mono">
                      {value}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
