import { Textarea, View } from '@tarojs/components';
import { useState } from 'react';
import { type Answer, api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { named } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import { attempt } from '../ui/toast.ts';
import s from './pages/center.module.scss';
import { t } from './texts.ts';

type Props = {
  readonly hers: Answer<'GET /api/shop/distribution'>;
  readonly onApplied: () => Promise<void>;
};

/** Who is no distributor yet: what it is, how her application stands, and how to ask. */
export function Apply({ hers: { on, state, because, rules, missing }, onApplied }: Props) {
  const [reason, setReason] = useState('');
  if (!on) return <Empty icon="share-2" title={t('closed')} text="" />;
  const apply = async () => {
    const told = await attempt(async () => api('POST /api/shop/distribution/application', { body: { reason } }));
    if (told !== null) await onApplied();
  };
  return (
    <View className={s.card} style={{ marginTop: 12 }}>
      <View className={s.title}>
        {t(state === 'applied' ? 'applied' : state === 'refused' ? 'refused' : 'joinTitle')}
      </View>
      {because !== '' && <View className={s.rule}>{t('shopSaid', { said: because })}</View>}
      {rules.map((rule) => (
        <View key={rule.zh} className={s.rule}>
          {say(rule)}
        </View>
      ))}
      {missing !== null && <View className={s.rule}>{say(missing)}</View>}
      {state !== 'applied' && (
        <>
          <Textarea
            className={s.input}
            value={reason}
            maxlength={200}
            placeholder={t('why')}
            {...named(t('why'))}
            onInput={(event) => setReason(event.detail.value)}
          />
          <Button onClick={apply}>{t(state === 'refused' ? 'again' : 'apply')}</Button>
        </>
      )}
    </View>
  );
}
