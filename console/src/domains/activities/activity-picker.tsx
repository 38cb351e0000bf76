import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useActivityText } from './texts.ts';

async function find(q: string) {
  const { items } = await api('GET /api/admin/activities', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function ActivityPicker(props: PickerProps) {
  const t = useActivityText();
  return <SearchPicker {...props} of="activity" search={find} hint={t('pick')} />;
}
