import { useQuery } from '@tanstack/react-query';
import { type Answer, api } from './api.ts';
import { useCan } from './session.tsx';

export type ReportOfServer = Answer<'GET /api/admin/reports'>['items'][number];

/** Every report of the server that she may ask: code of the server, so it is asked once a visit. */
export function useReports() {
  const can = useCan();
  return useQuery({
    queryKey: ['report-list'],
    queryFn: async () => api('GET /api/admin/reports'),
    enabled: can('analytics.read'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
