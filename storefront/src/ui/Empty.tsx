import { View } from '@tarojs/components';
import { ApiFailure } from '../api/failure.ts';
import { sayFailure } from '../api/index.ts';
import { Button } from './Button.tsx';
import { colors } from './colors.ts';
import s from './Empty.module.scss';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { t } from './ui-texts.ts';

type Props = {
  readonly icon: IconName;
  readonly title: string;
  readonly text?: string;
  readonly action?: { readonly label: string; readonly onClick: () => void };
};

/** Nothing here yet: what belongs here, and the next step. */
export function Empty({ icon, title, text = '', action }: Props) {
  return (
    <View className={s.empty}>
      <View className={s.disc}>
        <Icon name={icon} size={36} color={colors.teal} weight={1.5} />
      </View>
      <View className={s.title}>{title}</View>
      {text !== '' && <View className={s.text}>{text}</View>}
      {action !== undefined && (
        <Button kind="soft" className={s.action} onClick={action.onClick}>
          {action.label}
        </Button>
      )}
    </View>
  );
}

/** It did not work: what happened, and the way to try again. */
export function ErrorState({ failure, onRetry }: { readonly failure: unknown; readonly onRetry: () => void }) {
  const offline = failure instanceof ApiFailure && failure.offline;
  return (
    <Empty
      icon={offline ? 'wifi-off' : 'circle-alert'}
      title={offline ? t('offline') : t('notLoaded')}
      text={sayFailure(failure)}
      action={{ label: t('again'), onClick: onRetry }}
    />
  );
}
