import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useScrmText } from './texts.ts';

async function findWays(q: string) {
  const { items } = await api('GET /api/admin/contact-ways', {
    query: { q: q || undefined, state: 'live', limit: 50 },
  });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

async function findStaff(q: string) {
  const { items } = await api('GET /api/admin/staff', { query: { q: q || undefined, limit: 50 } });
  return items
    .filter(({ state }) => state === 'able' || state === 'full')
    .map(({ id, name, department }) => ({ value: id, label: `${name} · ${department}` }));
}

/** Also who has left. */
async function findMembersOfCorp(q: string) {
  const { items } = await api('GET /api/admin/staff', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name, department }) => ({ value: id, label: `${name} · ${department}` }));
}

export function MemberOfCorpPicker(props: PickerProps) {
  const t = useScrmText();
  return <SearchPicker {...props} of="wecom_member" search={findMembersOfCorp} hint={t('pick_staff')} />;
}

export function WayPicker(props: PickerProps) {
  const t = useScrmText();
  const none = <Link to="/contact-ways/new">{t('new')}</Link>;
  return <SearchPicker {...props} of="contact_way" search={findWays} hint={t('pick_way')} none={none} />;
}

export function StaffPicker(props: PickerProps) {
  const t = useScrmText();
  return <SearchPicker {...props} of="wecom_staff" search={findStaff} hint={t('pick_staff')} />;
}
