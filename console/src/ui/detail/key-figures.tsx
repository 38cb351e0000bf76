import type { ReactNode } from 'react';
import './detail.css';

export type KeyFigure = {
  readonly label: string;
  readonly value: ReactNode;
  /** A comparison or an explanation under the number. */
  readonly note?: ReactNode;
};

/** The few numbers that a page is about, side by side. */
export function KeyFigures({ figures }: { readonly figures: readonly KeyFigure[] }) {
  return (
    <dl className="hs-card hs-figures">
      {figures.map((figure) => (
        <div key={figure.label}>
          <dt>{figure.label}</dt>
          <dd>{figure.value}</dd>
          {figure.note && <dd className="hs-figure-note">{figure.note}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** Facts of a thing as label and value. */
export function Facts({ facts }: { readonly facts: readonly { readonly label: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="hs-facts">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

type PanelProps = {
  readonly title?: ReactNode;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
};

export function Panel({ title, extra, children, flush = false }: PanelProps) {
  return (
    <section className="hs-card hs-panel">
      {title && (
        <header>
          <h2>{title}</h2>
          {extra && <div>{extra}</div>}
        </header>
      )}
      {children !== null && <div className={flush ? undefined : 'hs-panel-body'}>{children}</div>}
    </section>
  );
}
