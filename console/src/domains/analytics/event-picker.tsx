import { api } from '../../ground/api.ts';
import { means } from '../../ui/everyday.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useWords } from '../../ui/words.ts';
import { useAnalyticsText } from './texts.ts';

/** What shoppers did, or what was done for them: everything that ever happened in this shop. */
export function EventPicker(props: PickerProps) {
  const t = useAnalyticsText();
  const say = useWords();
  const search = async (q: string) => {
    const { items } = await api('GET /api/admin/reports/events');
    const named = items.map(({ name, label }) => ({ value: name, label: label === null ? name : say(label) }));
    return [{ value: '*', label: t('any_event') }, ...named].filter(({ value, label }) => means(q, [value, label]));
  };
  return <SearchPicker {...props} of="event" search={search} hint={t('event_hint')} />;
}
