import { Input, Textarea, View } from '@tarojs/components';
import { useState } from 'react';
import { type Answer, api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { named } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import { attempt } from '../ui/toast.ts';
import s from './leaders.module.scss';
import { t } from './texts.ts';

type Props = {
  readonly mine: Answer<'GET /api/shop/leaders/mine'>;
  readonly onApplied: () => Promise<void>;
};

/** Who is no leader yet: what it is, how her application stands, and how to ask. */
export function Apply({ mine: { open, state, because, community: hers, rules }, onApplied }: Props) {
  const [community, setCommunity] = useState(hers);
  const [reason, setReason] = useState('');
  if (!open && state === null) return <Empty icon="house" title={t('closed')} />;
  const apply = async () => {
    const body = { community: community.trim(), reason };
    const told = await attempt(async () => api('POST /api/shop/leaders/application', { body }));
    if (told !== null) await onApplied();
  };
  return (
    <View className={`${s.card} ${s.first}`}>
      <View className={s.title}>
        {t(state === 'applied' ? 'applied' : state === 'refused' ? 'refused' : 'joinTitle')}
      </View>
      {hers !== '' && <View className={s.rule}>{hers}</View>}
      {because !== '' && <View className={s.rule}>{t('shopSaid', { said: because })}</View>}
      <View className={s.rule}>{t('joinText')}</View>
      {rules.map((rule) => (
        <View key={rule.zh} className={s.rule}>
          {say(rule)}
        </View>
      ))}
      {open && (
        <>
          <Input
            className={s.input}
            value={community}
            maxlength={40}
            placeholder={t('community')}
            {...named(t('community'))}
            onInput={(event) => setCommunity(event.detail.value)}
          />
          <Textarea
            className={s.area}
            value={reason}
            maxlength={200}
            placeholder={t('why')}
            {...named(t('why'))}
            onInput={(event) => setReason(event.detail.value)}
          />
          <Button disabled={community.trim() === ''} onClick={apply}>
            {t(state === 'refused' ? 'again' : 'apply')}
          </Button>
        </>
      )}
    </View>
  );
}
