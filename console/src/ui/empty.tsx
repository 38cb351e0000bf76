import type { ReactNode } from 'react';

type EmptyProps = {
  readonly title: string;
  readonly hint: string;
  readonly action?: ReactNode;
  readonly small?: boolean;
};

/** Says what this place is for and offers the next step. */
export function Empty({ title, hint, action, small = false }: EmptyProps) {
  return (
    <div className={small ? 'hs-empty hs-empty-small' : 'hs-empty'}>
      {!small && <Drops />}
      <strong>{title}</strong>
      <span>{hint}</span>
      {action && <div>{action}</div>}
    </div>
  );
}

function Drops() {
  return (
    <svg width="72" height="44" viewBox="0 0 72 44" fill="none" aria-hidden="true">
      <path
        d="M4 16c10.700 0 10.700-8 21.300-8s10.700 8 21.400 8S57.300 8 68 8"
        stroke="var(--hs-primary)"
        strokeWidth="3"
        strokeLinecap="round"
        opacity=".9"
      />
      <path
        d="M4 27c10.700 0 10.700-8 21.300-8s10.700 8 21.400 8 10.600-8 21.300-8"
        stroke="var(--hs-primary)"
        strokeWidth="3"
        strokeLinecap="round"
        opacity=".5"
      />
      <path
        d="M4 38c10.700 0 10.700-8 21.300-8s10.700 8 21.400 8 10.600-8 21.300-8"
        stroke="var(--hs-primary)"
        strokeWidth="3"
        strokeLinecap="round"
        opacity=".2"
      />
    </svg>
  );
}
