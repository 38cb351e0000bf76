import { waveOrderState } from '@huoshui/contracts/words/leaders';
import { Input, View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { type Answer, api, useLoad, uuid } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { named } from '../../ui/press.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { attempt, toast } from '../../ui/toast.ts';
import s from '../leaders.module.scss';
import { t } from '../texts.ts';

type Handed = Answer<'GET /api/shop/leaders/pickups/:code'>;

/** A leader’s orders of one wave: what came, who fetched, and the code that she types in. */
export default function HandOut() {
  const { id = '' } = useRouter().params;
  const load = useLoad(async () => api('GET /api/shop/leaders/waves/:id/list', { params: { id } }), [id], {
    fresh: true,
  });
  const [code, setCode] = useState('');
  const [found, setFound] = useState<Handed | null>(null);
  const refresh = useRefresh(load);
  usePullDownRefresh(() => void refresh());
  const { data, failure } = load;
  if (data === null)
    return (
      <Page>
        {failure === null ? (
          <Skeleton shape="block" count={4} />
        ) : (
          <ErrorState failure={failure} onRetry={() => void load.reload()} />
        )}
      </Page>
    );
  const look = async () => {
    const asked = code.trim();
    const told = await attempt(async () => api('GET /api/shop/leaders/pickups/:code', { params: { code: asked } }));
    if (told !== null) setFound(told);
  };
  const handOver = async () => {
    const told = await attempt(async () =>
      api('POST /api/shop/leaders/handouts', { body: { code: code.trim() } }, { key: uuid() }),
    );
    setFound(null);
    if (told === null) return;
    setCode('');
    toast(t('handed'));
    await load.reload();
  };
  const arrived = async () => {
    const told = await attempt(async () => api('POST /api/shop/leaders/waves/:id/arrival', { params: { id } }));
    if (told === null) return;
    toast(t('told', { n: told.ready }));
    await load.reload();
  };
  const waits = data.items.some(({ state }) => state === 'paid');
  return (
    <Page>
      <View className={`${s.card} ${s.first}`}>
        <View className={s.title}>{t('handTitle')}</View>
        <Input
          className={s.input}
          type="number"
          value={code}
          maxlength={20}
          placeholder={t('codeOf')}
          {...named(t('codeOf'))}
          onInput={(event) => setCode(event.detail.value)}
        />
        <View className={s.buttons}>
          <Button size="wide" disabled={code.trim().length < 4} onClick={look}>
            {t('look')}
          </Button>
          {waits && (
            <Button size="wide" kind="soft" onClick={arrived}>
              {t('arrived')}
            </Button>
          )}
        </View>
      </View>
      {data.items.length === 0 ? (
        <Empty icon="package-check" title={t('noOrders')} text={t('noOrdersHint')} />
      ) : (
        <View className={s.list}>
          {data.items.map(({ orderId, name, phone, lines, state }) => (
            <View key={orderId} className={s.line}>
              <View className={s.words}>
                <View className={s.name}>{t('whom', { name, tail: phone })}</View>
                {lines.map((line) => (
                  <View key={line.name} className={s.note}>{`${line.name} × ${line.units}`}</View>
                ))}
              </View>
              <View className={s.note}>{say(waveOrderState[state])}</View>
            </View>
          ))}
        </View>
      )}
      <Sheet open={found !== null} title={t('handTitle')} onClose={() => setFound(null)}>
        {found !== null && (
          <View className={s.sheet}>
            <View className={s.name}>{t('whom', { name: found.name, tail: found.phone })}</View>
            {found.lines.map((line) => (
              <View key={line.name} className={s.rule}>{`${line.name} × ${line.quantity}`}</View>
            ))}
            {found.refusal !== null && <View className={s.rule}>{say(found.refusal)}</View>}
            <View className={s.buttons}>
              <Button size="wide" disabled={found.refusal !== null} onClick={handOver}>
                {t('handOver')}
              </Button>
            </View>
          </View>
        )}
      </Sheet>
    </Page>
  );
}
