import { Image, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import { wx } from '../wx/index.ts';
import s from './Quiz.module.scss';
import type { Taken } from './Quiz.tsx';
import { t } from './texts.ts';

type Props = { readonly quiz: Taken; readonly onAgain: () => Promise<void>; readonly onDone: () => void };

/** How hers ended: the result with what came with it, or what she is to do first. */
export function QuizEnd({ quiz: { title, result, gift, missing }, onAgain, onDone }: Props) {
  if (result === null)
    return (
      <Missing missing={missing} onAgain={onAgain}>
        {gift !== null && <Gift gift={gift} />}
      </Missing>
    );
  return (
    <View className={s.quiz}>
      <View className={s.count}>{`${title} · ${t('yours')}`}</View>
      <View className={s.title}>{result.title}</View>
      <View className={s.text}>{result.text}</View>
      {gift !== null && <Gift gift={gift} />}
      <Button onClick={onDone}>{t('shop')}</Button>
    </View>
  );
}

function Gift({ gift: { given, trouble } }: { readonly gift: NonNullable<Taken['gift']> }) {
  if (trouble !== null) return <View className={s.promise}>{say(trouble)}</View>;
  return (
    <View className={s.gift} {...pressable(() => go(pages.coupons), { role: 'link', label: t('hers') })}>
      <View className={s.hers}>{t('hers')}</View>
      {given.map(({ label, sentence }) => (
        <View key={label} className={s.piece}>
          <View className={s.label}>{label}</View>
          {sentence !== null && <View className={s.count}>{sentence}</View>}
        </View>
      ))}
    </View>
  );
}

type MissingProps = {
  readonly missing: Taken['missing'];
  readonly onAgain: () => Promise<void>;
  readonly children: ReactNode;
};

function Missing({ missing, onAgain, children }: MissingProps) {
  const { text = '', account = null, picture = null, page = null } = missing ?? {};
  return (
    <View className={s.quiz}>
      {children}
      <View className={s.title}>{t('ready')}</View>
      <View className={s.text}>{text}</View>
      {picture !== null && (
        <View className={s.code} {...pressable(() => void wx.pressCode(picture), { label: t('code') })}>
          <Image className={s.picture} src={picture} showMenuByLongpress ariaLabel={t('code')} />
        </View>
      )}
      {account !== null && <View className={s.text}>{t(picture === null ? 'search' : 'press', { account })}</View>}
      {page !== null && <Button onClick={() => go(page)}>{t('go')}</Button>}
      <Button kind="line" onClick={onAgain}>
        {t('again')}
      </Button>
    </View>
  );
}
