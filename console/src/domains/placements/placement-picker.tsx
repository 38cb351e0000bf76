import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { usePlacementText } from './texts.ts';

async function find(q: string) {
  const { items } = await api('GET /api/admin/placements', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function PlacementPicker(props: PickerProps) {
  const t = usePlacementText();
  return <SearchPicker {...props} of="placement" search={find} hint={t('pick')} />;
}
