import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useLoyaltyText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/member-days');
  return items
    .filter(({ name, state }) => state === 'running' && name.includes(q))
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** A day that comes again, with what it gives. */
export function MemberDayPicker(props: PickerProps) {
  const t = useLoyaltyText();
  return (
    <SearchPicker
      {...props}
      of="member_day"
      search={search}
      hint={t('pick_member_day')}
      none={<Link to="/member-days">{t('new_member_day')}</Link>}
    />
  );
}
