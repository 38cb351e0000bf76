import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';

type LoadedProps<Data> = {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
  readonly rows?: number;
};

/** The three states of anything that is read: waiting, failed, there. */
export function Loaded<Data>({ query, children, rows = 6 }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div style={{ padding: 24 }}>
      <Skeleton active paragraph={{ rows }} />
    </div>
  );
}
