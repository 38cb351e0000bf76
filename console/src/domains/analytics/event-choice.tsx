import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { api } from '../../ground/api.ts';
import { everyday } from '../../ui/everyday.ts';
import { useWords } from '../../ui/words.ts';
import { useAnalyticsText } from './texts.ts';

/** The events there are, by their names in the operator's language. */
export function useEventNames() {
  const t = useAnalyticsText();
  const say = useWords();
  const { data } = useQuery({
    queryKey: ['event-catalogue'],
    queryFn: async () => api('GET /api/admin/reports/events'),
    staleTime: 60_000,
  });
  const items = [...(data?.items ?? []), ...(data?.unseen ?? [])];
  const labels = new Map(items.map(({ name, label }) => [name, label === null ? name : say(label)]));
  labels.set('*', t('any_event'));
  const nameOf = (event: string) => labels.get(event) ?? event;
  const options = ['*', ...items.map(({ name }) => name)].map((value) => ({ value, label: nameOf(value) }));
  return { nameOf, options };
}

export function EventChoice({
  value,
  onChange,
  width = 160,
}: {
  readonly value: string;
  readonly onChange: (event: string) => void;
  readonly width?: number;
}) {
  const t = useAnalyticsText();
  const { nameOf, options } = useEventNames();
  const known = options.some((option) => option.value === value)
    ? options
    : [...options, { value, label: nameOf(value) }];
  return (
    <Select
      value={value}
      onChange={onChange}
      options={known}
      aria-label={t('event_hint')}
      showSearch={everyday}
      popupMatchSelectWidth={false}
      style={{ minWidth: width }}
    />
  );
}
