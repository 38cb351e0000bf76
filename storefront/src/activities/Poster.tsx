import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { track } from '../track/index.ts';
import { Button } from '../ui/Button.tsx';
import { pictureUrl } from '../ui/Picture.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { attempt } from '../ui/toast.ts';
import s from './Poster.module.scss';
import { t } from './texts.ts';

type PosterProps = {
  readonly entry: string;
  readonly activityId: string;
  /** The code on it is one of WeCom: friends add a member of staff by it. */
  readonly ofStaff: boolean;
};

/** Her invitation as a picture with a code of hers: pressed long it is saved, or sent to a friend. */
export function Poster({ entry, activityId, ofStaff }: PosterProps) {
  const [picture, setPicture] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const show = async () => {
    const made = await attempt(async () =>
      api('POST /api/shop/activity-entries/:id/posters', { params: { id: entry } }),
    );
    if (made === null) return;
    track('share', { props: { target: 'poster', activityId } });
    setPicture(made.picture);
    setOpen(true);
  };
  return (
    <>
      <View className={s.make}>
        <Button size="wide" kind="soft" onClick={show}>
          {t('poster')}
        </Button>
      </View>
      <Sheet open={open} title={t('posterTitle')} onClose={() => setOpen(false)}>
        <View className={s.poster}>
          {picture !== null && (
            <Image
              className={s.picture}
              mode="aspectFit"
              src={pictureUrl(picture)}
              showMenuByLongpress
              ariaLabel={t(ofStaff ? 'posterOfStaff' : 'posterOf')}
            />
          )}
          <View className={s.hint}>{t(ofStaff ? 'posterStaffHint' : 'posterHint')}</View>
        </View>
      </Sheet>
    </>
  );
}
