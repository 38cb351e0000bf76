import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { api } from '../../ground/api.ts';
import { useLanguage } from '../../ui/figures.tsx';
import { eventName } from './event-names.ts';
import { useAnalyticsText } from './texts.ts';

/** The events there are, by their names in the operator's language. */
export function useEventNames() {
  const t = useAnalyticsText();
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['event-catalogue'],
    queryFn: async () => api('GET /api/admin/reports/events'),
    staleTime: 60_000,
  });
  const nameOf = (event: string) =>
    event === '*'
      ? t('any_event')
      : eventName(event, data?.items.find((item) => item.name === event)?.label ?? null, language);
  const options = [
    { value: '*', label: t('any_event') },
    ...(data?.items ?? []).map(({ name, label }) => ({ value: name, label: eventName(name, label, language) })),
  ];
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
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      style={{ minWidth: width }}
    />
  );
}
