import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { sendPicture } from '../api/upload.ts';
import { choosePictures } from '../wx/pictures.ts';
import { colors } from './colors.ts';
import { Icon } from './Icon.tsx';
import { Picture, pictureUrl } from './Picture.tsx';
import { pressable } from './press.ts';
import s from './SentPictures.module.scss';
import { attempt } from './toast.ts';
import { t } from './ui-texts.ts';

type Props = {
  readonly urls: readonly string[];
  readonly most: number;
  readonly onChange: (urls: readonly string[]) => void;
};

/** Pictures of her own: chosen, sent at once, taken away by a tap on their corner. */
export function PicturesInput({ urls, most, onChange }: Props) {
  const [sending, setSending] = useState(false);
  const add = async () => {
    if (sending) return;
    setSending(true);
    const sent = await attempt(async () => {
      const chosen = await choosePictures(most - urls.length);
      const addresses: string[] = [];
      for (const path of chosen) addresses.push(await sendPicture(path));
      return addresses;
    });
    setSending(false);
    // The same picture has the same address, and stands once.
    if (sent !== null) onChange([...new Set([...urls, ...sent])]);
  };
  return (
    <View className={s.row}>
      {urls.map((url, index) => (
        <View key={url} className={s.tile}>
          <Picture src={url} className={s.picture} words={t('pictureNth', { n: index + 1 })} />
          <View
            className={s.drop}
            {...pressable(() => onChange(urls.filter((one) => one !== url)), {
              label: t('pictureDrop', { n: index + 1 }),
            })}
          >
            <Icon name="x" size={14} color={colors.white} />
          </View>
        </View>
      ))}
      {urls.length < most && (
        <View className={s.add} {...pressable(() => void add(), { label: t('pictureAdd') })}>
          <Icon name="plus" size={22} color={colors.ink3} />
          <View className={s.hint}>{sending ? t('pictureSending') : t('pictureAdd')}</View>
        </View>
      )}
    </View>
  );
}

/** Pictures as they were sent; a tap shows them large. */
export function ShownPictures({ urls }: { readonly urls: readonly string[] }) {
  if (urls.length === 0) return null;
  const all = urls.map(pictureUrl);
  return (
    <View className={s.row}>
      {urls.map((url, index) => {
        const show = () => void Taro.previewImage({ current: pictureUrl(url), urls: all });
        return (
          <View key={url} className={s.tile} {...pressable(show, { label: t('pictureNth', { n: index + 1 }) })}>
            <Picture src={url} className={s.picture} />
          </View>
        );
      })}
    </View>
  );
}
