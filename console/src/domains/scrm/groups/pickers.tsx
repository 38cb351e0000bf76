import { Link } from 'react-router';
import { api } from '../../../ground/api.ts';
import type { PickerProps } from '../../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../../ui/form/fields/search-picker.tsx';
import { useGroupText } from './texts.ts';

async function findGroups(q: string) {
  const { items } = await api('GET /api/admin/customer-groups', { query: { q: q || undefined, limit: 50 } });
  return items
    .filter(({ state }) => state !== 'dismissed')
    .map(({ id, name, owner }) => ({ value: id, label: `${name} · ${owner}` }));
}

async function findCodes(q: string) {
  const { items } = await api('GET /api/admin/group-codes', {
    query: { q: q || undefined, state: 'live', limit: 50 },
  });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function GroupPicker(props: PickerProps) {
  const t = useGroupText();
  return <SearchPicker {...props} of="customer_group" search={findGroups} hint={t('pick_group')} />;
}

export function GroupCodePicker(props: PickerProps) {
  const t = useGroupText();
  const none = <Link to="/group-codes/new">{t('new')}</Link>;
  return <SearchPicker {...props} of="group_code" search={findCodes} hint={t('pick_code')} none={none} />;
}
