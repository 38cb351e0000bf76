import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useLoyaltyText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/levels');
  return items.filter(({ name }) => name.includes(q)).map(({ id, name }) => ({ value: id, label: name }));
}

/** A level of the ladder. */
export function LevelPicker(props: PickerProps) {
  const t = useLoyaltyText();
  return (
    <SearchPicker
      {...props}
      of="level"
      search={search}
      hint={t('pick_level')}
      none={<Link to="/levels">{t('new_level')}</Link>}
    />
  );
}
