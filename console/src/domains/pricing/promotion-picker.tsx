import { promotionState } from '@huoshui/contracts/words/pricing';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { wordsIn } from '../../ui/words.ts';
import { usePricingText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/promotions', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name, state }) => ({ value: id, label: `${name} · ${wordsIn(promotionState[state])}` }));
}

/** A rule, whether it runs, will or did. */
export function PromotionPicker(props: PickerProps) {
  const t = usePricingText();
  return <SearchPicker {...props} of="promotion" search={search} hint={t('search')} />;
}
