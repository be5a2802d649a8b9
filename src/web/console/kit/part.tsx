import type { ReactNode } from 'react';

/** A part of a screen under its heading. */
export function Part({ title, children, className }: { title: string; children: ReactNode; className?: string }) {
  return (
    <section className={className === undefined ? 'part' : `part ${className}`}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A part that stands closed until it is wanted. */
export function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="folded">
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** A short mark beside a case; its meaning is in its words, the colour only helps. */
export function Tag({
  tone = 'plain',
  children,
}: {
  tone?: 'danger' | 'urgent' | 'own' | 'plain';
  children: ReactNode;
}) {
  return <span className={`tag ${tone}`}>{children}</span>;
}

/** Names and values under each other. A value that is not known is left out. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
