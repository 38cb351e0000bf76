import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useCardText } from './card-texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/card-kinds');
  return items.filter(({ name }) => name.includes(q)).map(({ id, name }) => ({ value: id, label: name }));
}

/** A kind of card. */
export function CardKindPicker(props: PickerProps) {
  const t = useCardText();
  return (
    <SearchPicker
      {...props}
      of="card_kind"
      search={search}
      hint={t('pick_kind')}
      none={<Link to="/cards">{t('new_kind')}</Link>}
    />
  );
}
