import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Filter } from '../ui/list/column.ts';
import { useWords } from '../ui/words.ts';
import { api } from './api.ts';
import { useCan } from './session.tsx';

/**
 * The journey, and the step of it, that a list was opened for by one of its numbers: filters while they stand in the
 * address, by name where the journey may be read.
 */
export function useCauseFilters(labels: { readonly cause: string; readonly node?: string }): readonly Filter[] {
  const say = useWords();
  const can = useCan();
  const [params] = useSearchParams();
  const [cause, node] = [params.get('cause'), params.get('node')];
  const { data } = useQuery({
    queryKey: ['journeys', 'one', cause],
    queryFn: async () => api('GET /api/admin/journeys/:id', { params: { id: cause ?? '' } }),
    enabled: cause !== null && can('journeys.read'),
  });
  const sentence = node === null ? undefined : data?.sentences[node];
  return [
    ...(cause === null ? [] : [only('cause', labels.cause, cause, data?.name ?? cause)]),
    ...(node === null || labels.node === undefined
      ? []
      : [only('node', labels.node, node, sentence === undefined ? node : say(sentence))]),
  ];
}

const only = (key: string, label: string, value: string, name: string): Filter => ({
  key,
  kind: 'choice',
  label,
  width: 180,
  options: [{ value, label: name }],
});
