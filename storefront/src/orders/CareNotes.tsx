import { View } from '@tarojs/components';
import { api, useLoad } from '../api/index.ts';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { Picture } from '../ui/Picture.tsx';
import s from './CareNotes.module.scss';
import { t } from './texts.ts';
import type { Order } from './words.ts';

type Note = { readonly id: string; readonly name: string; readonly image: string | null; readonly care: string };

/** How to keep and cook what was bought: what the care notice promises when it opens the order. */
export function CareNotes({ lines }: { readonly lines: Order['lines'] }) {
  const ids = [...new Set(lines.flatMap((line) => (line.productId === null ? [] : [line.productId])))];
  const notes = useLoad(async () => Promise.all(ids.map(readNote)), [ids.join()]);
  const known = (notes.data ?? []).filter((note) => note !== null);
  if (known.length === 0) return null;
  return (
    <View className={s.card}>
      <View className={s.heading}>
        <Icon name="refrigerator" size={18} color={colors.teal} className={s.icon} />
        {t('care')}
      </View>
      {known.map((note) => (
        <View key={note.id} className={s.note}>
          <Picture src={note.image} className={s.picture} />
          <View className={s.words}>
            <View className={s.name}>{note.name}</View>
            <View className={s.care}>{note.care}</View>
          </View>
        </View>
      ))}
    </View>
  );
}

/** Null for a product that says nothing about it, or that is not sold any more. */
async function readNote(id: string): Promise<Note | null> {
  const product = await api('GET /api/shop/products/:id', { params: { id } }).catch(() => null);
  if (product === null || product.care === '') return null;
  return { id, name: product.name, image: product.images[0] ?? null, care: product.care };
}
