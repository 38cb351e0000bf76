import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useJourneyText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/journeys', { query: { q: q || undefined, limit: 50 } });
  return items.filter(({ state }) => state !== 'ended').map(({ id, name }) => ({ value: id, label: name }));
}

/** Journeys that have not ended. */
export function JourneyPicker(props: PickerProps) {
  const t = useJourneyText();
  return <SearchPicker {...props} of="journey" search={search} hint={t('pick_journey')} />;
}
