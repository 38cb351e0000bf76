import type { ReactNode } from 'react';
import { Time } from '../figures.tsx';
import './detail.css';

export type TimelineEntry = {
  readonly key: string;
  readonly at: string;
  /** act: a person did it; touch: we told or gave something; system: it followed from a rule. */
  readonly side: 'act' | 'touch' | 'system';
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** Why it happened; nothing where the person acted by herself. */
  readonly because?: ReactNode;
};

/** Who did what when, and why. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className="hs-timeline">
      {entries.map((entry) => (
        <li key={entry.key} className={`hs-timeline-${entry.side}`}>
          <Time at={entry.at} />
          <div>
            <div>{entry.title}</div>
            {entry.detail && <div className="hs-soft hs-small">{entry.detail}</div>}
            {entry.because && <div className="hs-timeline-cause">{entry.because}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
