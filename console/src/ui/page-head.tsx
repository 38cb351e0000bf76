import { ArrowLeftOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

type PageHeadProps = {
  readonly title: ReactNode;
  readonly count?: string | undefined;
  readonly purpose?: ReactNode;
  readonly state?: ReactNode;
  readonly actions?: ReactNode;
  /** Where this page belongs: the way back. */
  readonly back?: { readonly to: string; readonly label: string };
};

export function PageHead({ title, count, purpose, state, actions, back }: PageHeadProps) {
  return (
    <header className="hs-page-top">
      {back && (
        <Link to={back.to} className="hs-back">
          <ArrowLeftOutlined /> {back.label}
        </Link>
      )}
      <div className="hs-page-head">
        <div>
          <h1>
            {title}
            {count !== undefined && <span className="hs-count">{count}</span>}
            {state && <span className="hs-head-state">{state}</span>}
          </h1>
          {purpose && <p>{purpose}</p>}
        </div>
        {actions && <div className="hs-actions">{actions}</div>}
      </div>
    </header>
  );
}
