import { Input, View } from '@tarojs/components';
import Taro, { useDidHide, useDidShow, useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { ApiFailure, api, useLoad } from '../../api/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { named } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { codeIn } from '../code.ts';
import { Traced } from '../Traced.tsx';
import { t } from '../texts.ts';
import s from './trace.module.scss';

/** Where goods come from, by the code on the shelf or in the parcel; whoever scans it need not be a shopper. */
export default function TracePage() {
  const { params } = useRouter();
  const [code, setCode] = useState(() => codeIn(params));
  // It may be opened in any browser, where the rest of the shop explains itself first.
  useDidShow(() => void Taro.eventCenter.trigger('page.public', true));
  useDidHide(() => void Taro.eventCenter.trigger('page.public', false));
  return (
    <Page>
      {code === '' ? <Ask onAsk={setCode} /> : <Found key={code} code={code} onAnother={() => setCode('')} />}
    </Page>
  );
}

function Found({ code, onAnother }: { readonly code: string; readonly onAnother: () => void }) {
  const trace = useLoad(async () => api('GET /api/shop/traces/:code', { params: { code } }, { open: true }), [code], {
    fresh: true,
  });
  const { data, failure } = trace;
  if (data !== null) return <Traced trace={data} onAnother={onAnother} />;
  if (failure === null) return <Skeleton shape="block" count={3} />;
  if (failure instanceof ApiFailure && failure.status === 404)
    return (
      <Empty
        icon="circle-alert"
        title={t('unknown')}
        text={failure.message}
        action={{ label: t('another'), onClick: onAnother }}
      />
    );
  return <ErrorState failure={failure} onRetry={() => void trace.reload()} />;
}

function Ask({ onAsk }: { readonly onAsk: (code: string) => void }) {
  const [typed, setTyped] = useState('');
  const ask = () => {
    if (typed.trim() !== '') onAsk(typed.trim());
  };
  return (
    <View className={s.card}>
      <View className={s.lead}>{t('lead')}</View>
      <Input
        className={s.input}
        type="text"
        maxlength={30}
        placeholder={t('hint')}
        value={typed}
        onInput={({ detail }) => setTyped(detail.value)}
        onConfirm={ask}
        {...named(t('code'))}
      />
      <Button kind="brand" size="wide" onClick={ask}>
        {t('ask')}
      </Button>
    </View>
  );
}
