import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';

/** The fields of a form of the server and what it starts from: code of the server, so it is asked once a visit. */
export function useFormOf(name: string) {
  return useQuery({
    queryKey: ['form', name],
    queryFn: async () => api('GET /api/admin/forms/:name', { params: { name } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
