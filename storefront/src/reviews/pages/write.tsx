import { Textarea, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api, useLoad } from '../../api/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Check } from '../../ui/Check.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { back } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { named } from '../../ui/press.ts';
import { PicturesInput } from '../../ui/SentPictures.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { attempt, toast } from '../../ui/toast.ts';
import { rewardLine } from '../reward-line.ts';
import { StarsInput } from '../Stars.tsx';
import { t } from '../texts.ts';
import s from './write.module.scss';

/** Says what she thinks of what arrived, line by line; or adds to what she said before. */
export default function WriteReview() {
  const { params } = useRouter();
  return params.review === undefined ? (
    <Lines orderId={params.order ?? ''} first={decodeURIComponent(params.line ?? '')} />
  ) : (
    <Addition id={params.review} />
  );
}

function Lines({ orderId, first }: { readonly orderId: string; readonly first: string }) {
  const pending = useLoad(async () => api('GET /api/shop/reviews/pending', { query: { orderId } }), [orderId], {
    fresh: true,
  });
  if (pending.data === null)
    return (
      <Page>
        {pending.failure === null ? (
          <Skeleton shape="block" count={2} />
        ) : (
          <ErrorState failure={pending.failure} onRetry={() => void pending.reload()} />
        )}
      </Page>
    );
  const { items, reward } = pending.data;
  const line = items.find(({ lineId }) => lineId === first) ?? items[0];
  if (line === undefined)
    return (
      <Page>
        <Empty icon="circle-check" title={t('allDone')} action={{ label: t('written'), onClick: back }} />
      </Page>
    );
  return (
    <Line
      key={line.lineId}
      line={line}
      hint={reward === null ? '' : rewardLine(reward)}
      onSent={() => void pending.reload()}
    />
  );
}

type LineProps = {
  readonly line: {
    readonly orderId: string;
    readonly lineId: string;
    readonly name: string;
    readonly values: readonly string[];
    readonly image: string | null;
  };
  readonly hint: string;
  readonly onSent: () => void;
};

function Line({ line, hint, onSent }: LineProps) {
  const [stars, setStars] = useState(0);
  const [text, setText] = useState('');
  const [pictures, setPictures] = useState<readonly string[]>([]);
  const [anonymous, setAnonymous] = useState(false);
  const send = async () => {
    if (stars === 0) return toast(t('needStars'));
    const { orderId, lineId } = line;
    const body = { orderId, lineId, stars, text: text.trim(), pictures: [...pictures], anonymous };
    const sent = await attempt(async () => api('POST /api/shop/reviews', { body }));
    if (sent === null) return;
    toast(t(sent.state === 'waiting' ? 'sentWaits' : 'sent'));
    onSent();
  };
  return (
    <Page
      bar={
        <View className={s.bar}>
          <View className={s.anonymous}>
            <Check on={anonymous} label={t('anonymous')} onClick={() => setAnonymous(!anonymous)} />
            {t('anonymous')}
          </View>
          <Button className={s.send} onClick={send}>
            {t('send')}
          </Button>
        </View>
      }
    >
      <View className={s.card}>
        <View className={s.goods}>
          <Picture src={line.image} className={s.picture} />
          <View className={s.words}>
            <View className={s.name}>{line.name}</View>
            <View className={s.dim}>{line.values.join(' ')}</View>
          </View>
        </View>
        <StarsInput of={stars} onChange={setStars} />
        {hint !== '' && <View className={s.hint}>{hint}</View>}
        <Words text={text} hint={t('say')} onChange={setText} />
        <PicturesInput urls={pictures} most={9} onChange={setPictures} />
      </View>
    </Page>
  );
}

function Addition({ id }: { readonly id: string }) {
  const [text, setText] = useState('');
  const [pictures, setPictures] = useState<readonly string[]>([]);
  const send = async () => {
    const body = { text: text.trim(), pictures: [...pictures] };
    if ((await attempt(async () => api('POST /api/shop/reviews/:id/addition', { params: { id }, body }))) === null)
      return;
    toast(t('sent'));
    back();
  };
  return (
    <Page
      bar={
        <View className={s.bar}>
          <Button className={s.send} disabled={text.trim() === '' && pictures.length === 0} onClick={send}>
            {t('send')}
          </Button>
        </View>
      }
    >
      <View className={s.card}>
        <View className={s.name}>{t('add')}</View>
        <Words text={text} hint={t('addSay')} onChange={setText} />
        <PicturesInput urls={pictures} most={9} onChange={setPictures} />
      </View>
    </Page>
  );
}

type WordsProps = { readonly text: string; readonly hint: string; readonly onChange: (text: string) => void };

function Words({ text, hint, onChange }: WordsProps) {
  return (
    <Textarea
      className={s.text}
      value={text}
      maxlength={500}
      placeholder={hint}
      onInput={(event) => onChange(event.detail.value)}
      {...named(hint)}
    />
  );
}
