import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useDistributionText } from './texts.ts';

async function findDistributors(q: string) {
  const { items } = await api('GET /api/admin/distributors', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, code, person }) => ({ value: id, label: `${person.nickname || person.memberId} · ${code}` }));
}

export function DistributorPicker(props: PickerProps) {
  const t = useDistributionText();
  return <SearchPicker {...props} of="distributor" search={findDistributors} hint={t('pick')} />;
}
