import Taro from '@tarojs/taro';
import { sayFailure } from '../api/index.ts';
import { colors } from './colors.ts';
import { t } from './ui-texts.ts';

/** A short word in the middle of the screen. */
export function toast(title: string): void {
  void Taro.showToast({ title, icon: 'none', duration: 2200 });
}

/** Runs an act of the shopper; a failure is told to her and answered with null. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (failure) {
    toast(sayFailure(failure));
    return null;
  }
}

/** Asks before something that cannot be taken back. */
export async function confirm(title: string, content: string, confirmText = t('ok')): Promise<boolean> {
  const answer = await Taro.showModal({
    title,
    content,
    confirmText,
    confirmColor: colors.teal,
    cancelText: t('think'),
  });
  return answer.confirm;
}

/** Something she has to read before going on. */
export async function tell(title: string, content: string): Promise<void> {
  await Taro.showModal({ title, content, showCancel: false, confirmText: t('gotIt'), confirmColor: colors.teal });
}
