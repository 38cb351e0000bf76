import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { nameOf } from './leader.ts';
import { useLeaderText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/leaders', { query: { q: q || undefined, state: 'active', limit: 50 } });
  return items.map((row) => ({
    value: row.id,
    label: [nameOf(row), row.point?.name ?? row.community].filter(Boolean).join(' · '),
  }));
}

export function LeaderPicker(props: PickerProps) {
  const t = useLeaderText();
  return <SearchPicker {...props} of="leader" search={search} hint={t('search_leader')} />;
}
