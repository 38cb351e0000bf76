import { Input, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { api, useLoad } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { yuan } from '../ui/money.ts';
import { named, pressable } from '../ui/press.ts';
import { Sheet } from '../ui/Sheet.tsx';
import s from './FilterSheet.module.scss';
import { bandOf, noFilters, type SearchFilters } from './search-filters.ts';
import { t } from './texts.ts';

type Props = {
  readonly open: boolean;
  readonly filters: SearchFilters;
  readonly onChange: (filters: SearchFilters) => void;
  readonly onClose: () => void;
};

/** Price band, category, in stock, on promotion; nothing changes before she says so. */
export function FilterSheet({ open, filters, onChange, onClose }: Props) {
  const categories = useLoad(async () => api('GET /api/shop/categories', {}), []);
  const [draft, setDraft] = useState(filters);
  const [low, setLow] = useState('');
  const [high, setHigh] = useState('');
  useEffect(() => {
    if (!open) return;
    setDraft(filters);
    setLow(typed(filters.priceFrom));
    setHigh(typed(filters.priceTo));
  }, [open, filters]);
  const done = (next: SearchFilters) => {
    onChange(next);
    onClose();
  };
  const chosen = ({ priceFrom: _, priceTo: __, ...rest }: SearchFilters) => ({ ...rest, ...bandOf(low, high) });
  return (
    <Sheet
      open={open}
      title={t('filter')}
      onClose={onClose}
      foot={
        <View className={s.foot}>
          <Button kind="line" onClick={() => done(noFilters)}>
            {t('filterReset')}
          </Button>
          <Button kind="brand" className={s.done} onClick={() => done(chosen(draft))}>
            {t('filterDone')}
          </Button>
        </View>
      }
    >
      <View className={s.sheet}>
        <View className={s.head}>{t('filterPrice')}</View>
        <View className={s.band}>
          <Input
            className={s.price}
            type="digit"
            value={low}
            placeholder={t('filterLow')}
            onInput={(event) => setLow(event.detail.value)}
            {...named(t('filterLow'))}
          />
          <View className={s.dash}>–</View>
          <Input
            className={s.price}
            type="digit"
            value={high}
            placeholder={t('filterHigh')}
            onInput={(event) => setHigh(event.detail.value)}
            {...named(t('filterHigh'))}
          />
        </View>
        <View className={s.head}>{t('filterOnly')}</View>
        <View className={s.choices}>
          <Choice
            on={draft.inStock === true}
            label={t('filterStock')}
            onTap={() => setDraft(toggled(draft, 'inStock'))}
          />
          <Choice
            on={draft.promoted === true}
            label={t('filterPromoted')}
            onTap={() => setDraft(toggled(draft, 'promoted'))}
          />
        </View>
        <View className={s.head}>{t('filterCategory')}</View>
        <View className={s.choices}>
          {(categories.data?.items ?? [])
            .filter((one) => one.parentId === null)
            .map(({ id, name }) => (
              <Choice
                key={id}
                on={draft.categoryId === id}
                label={name}
                onTap={() => setDraft(inCategory(draft, draft.categoryId === id ? null : id))}
              />
            ))}
        </View>
      </View>
    </Sheet>
  );
}

function Choice({ on, label, onTap }: { readonly on: boolean; readonly label: string; readonly onTap: () => void }) {
  return (
    <View className={`${s.choice} ${on ? s.on : ''}`} {...pressable(onTap, { role: 'checkbox', on, label })}>
      {label}
    </View>
  );
}

function typed(fen: number | undefined): string {
  return fen === undefined ? '' : yuan(fen);
}

function toggled(filters: SearchFilters, key: 'inStock' | 'promoted'): SearchFilters {
  const { [key]: was, ...rest } = filters;
  return was === true ? rest : { ...rest, [key]: true };
}

function inCategory({ categoryId: _, ...rest }: SearchFilters, id: string | null): SearchFilters {
  return id === null ? rest : { ...rest, categoryId: id };
}
