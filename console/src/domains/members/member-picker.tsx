import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useMemberText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/members', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, nickname, phoneMasked }) => ({
    value: id,
    label: [nickname, phoneMasked].filter(Boolean).join(' · '),
  }));
}

/** A member, found as in the list of them. */
export function MemberPicker(props: PickerProps) {
  const t = useMemberText();
  return <SearchPicker {...props} of="member" search={search} hint={t('search')} />;
}
