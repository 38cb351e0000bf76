import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { pictureUrl } from '../ui/Picture.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { attempt } from '../ui/toast.ts';
import s from './leaders.module.scss';
import { t } from './texts.ts';

/** A picture with her code: on paper in the stairwell, in the chat. */
export function LeaderPoster() {
  const [picture, setPicture] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const show = async () => {
    const made = await attempt(async () => api('POST /api/shop/leaders/poster', {}));
    if (made === null) return;
    setPicture(made.picture);
    setOpen(true);
  };
  return (
    <>
      <Button size="wide" kind="soft" onClick={show}>
        {t('poster')}
      </Button>
      <Sheet open={open} title={t('posterTitle')} onClose={() => setOpen(false)}>
        <View className={s.poster}>
          {picture !== null && (
            <Image
              className={s.picture}
              mode="aspectFit"
              src={pictureUrl(picture)}
              showMenuByLongpress
              ariaLabel={t('posterOf')}
            />
          )}
          <View className={s.note}>{t('posterHint')}</View>
        </View>
      </Sheet>
    </>
  );
}
