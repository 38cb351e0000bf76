import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { type Answer, api } from '../../../ground/api.ts';

/** The kinds of conditions that the server knows, each with its form: code of the server, so they are asked once a visit. */
export type Kinds = Answer<'GET /api/admin/conditions'>['items'];

export function useKindsQuery() {
  return useQuery({
    queryKey: ['condition-kinds'],
    queryFn: async () => api('GET /api/admin/conditions'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Beside the editor: none until they have come. */
export const useKindsOnce = (): Kinds => useKindsQuery().data?.items ?? [];

export const KindsContext = createContext<Kinds>([]);
export const useKinds = (): Kinds => useContext(KindsContext);
