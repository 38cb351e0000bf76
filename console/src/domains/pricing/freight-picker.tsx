import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { usePricingText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/freight-templates', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function FreightPicker(props: PickerProps) {
  const t = usePricingText();
  return <SearchPicker {...props} of="freight_template" search={search} hint={t('freight_pick')} />;
}
