import { View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { Quiz } from '../quizzes/Quiz.tsx';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { go } from '../ui/navigate.ts';
import { WidePicture } from '../ui/Picture.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import s from './PopUp.module.scss';
import type { Showing } from './showing.ts';
import { t } from './texts.ts';

/** There is one at a time. */
const CROSS = 'popup-cross';

type Props = { readonly showing: Showing; readonly onGone: () => void };

/** A card at the lower end of the screen, where a thumb is; the page behind it goes on scrolling. */
export function PopUp({ showing, onGone }: Props) {
  const { title, target, targetId } = showing.placement;
  /** A quiz is taken in the card itself. */
  const [quiz, setQuiz] = useState<string | null>(null);
  const name = title || t('popup');
  const close = () => {
    onGone();
    // What she has opened is not closed unseen.
    if (quiz === null) showing.close();
  };
  const tap = async () => {
    if (target === 'quiz' && targetId !== null) {
      setQuiz(targetId);
      await showing.tap(true);
      return;
    }
    onGone();
    await showing.tap();
  };
  /** To follow somebody she leaves the shop, and comes back to its page. */
  const goOn = (id: string) => {
    onGone();
    go(`${pages.quiz}?id=${id}`);
  };
  useKeyboard(close);
  return (
    <View className={s.layer} {...asDialog(name)}>
      <View className={s.shade} onClick={close} />
      <View className={s.card}>
        {quiz === null ? (
          <Offer placement={showing.placement} name={name} onTap={tap} />
        ) : (
          <View className={s.quiz}>
            <Quiz begun id={quiz} onLocked={() => goOn(quiz)} onDone={onGone} />
          </View>
        )}
        <View className={s.end} />
        <View id={CROSS} className={s.close} {...pressable(close, { label: t('close', { name }) })}>
          <View className={s.disc}>
            <Icon name="x" size={18} color={colors.ink} />
          </View>
        </View>
      </View>
    </View>
  );
}

type OfferProps = {
  readonly placement: Showing['placement'];
  readonly name: string;
  readonly onTap: () => Promise<void>;
};

function Offer({ placement: { title, text, button, picture, target }, name, onTap }: OfferProps) {
  const whole = button === '' && target !== 'none' ? pressable(() => void onTap(), { label: name }) : {};
  return (
    <>
      <View {...whole}>
        {picture !== null && (
          <View className={s.picture}>
            <WidePicture src={picture} words={title === '' ? name : ''} />
          </View>
        )}
        {title !== '' && <View className={`${s.title} ${picture === null ? s.bare : ''}`}>{title}</View>}
        {text !== '' && <View className={s.text}>{text}</View>}
      </View>
      {button !== '' && (
        <View className={s.act}>
          <Button size="wide" onClick={onTap}>
            {button}
          </Button>
        </View>
      )}
    </>
  );
}

/** Whoever hears the page is told that something has come over it. */
function asDialog(label: string): object {
  return process.env.TARO_ENV === 'h5' ? { role: 'dialog', 'aria-modal': 'true', 'aria-label': label } : {};
}

/** In a browser the keyboard comes to its cross, Escape closes it, and what had the focus has it again. */
function useKeyboard(close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return undefined;
    const { document } = window;
    const before = document.activeElement;
    document.getElementById(CROSS)?.focus({ preventScroll: true });
    const heard = (event: KeyboardEvent) => event.key === 'Escape' && latest.current();
    window.addEventListener('keydown', heard);
    return () => {
      window.removeEventListener('keydown', heard);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
}
