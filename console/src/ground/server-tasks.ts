import { useQuery } from '@tanstack/react-query';
import { type Answer, api } from './api.ts';

export type ServerTask = Answer<'GET /api/admin/tasks'>['items'][number];

/** Imports, rehearsals and other long work on the server; asked often only while something runs. */
export function useServerTasks(): readonly ServerTask[] {
  const { data } = useQuery({
    queryKey: ['tasks'],
    queryFn: async () => api('GET /api/admin/tasks'),
    refetchInterval: (query) => (query.state.data?.items.some((task) => task.state === 'running') ? 2_000 : 20_000),
  });
  return data?.items ?? [];
}
