import type { ComponentChildren } from 'preact';

interface CardProps {
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a page under a heading of its own. */
export function Card({ title, note, children }: CardProps) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {note && <p class="quiet note">{note}</p>}
      {children}
    </section>
  );
}
