import { valuesOf } from '@huoshui/contracts/words';
import { afterSaleHint, afterSaleKind } from '@huoshui/contracts/words/after-sales';
import { refundReason } from '@huoshui/contracts/words/orders';
import { Textarea, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { api, useLoad, uuid } from '../../api/index.ts';
import { useAsk } from '../../messaging/ask.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { back, replace } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { Price } from '../../ui/Price.tsx';
import { pages } from '../../ui/pages.ts';
import { pressable } from '../../ui/press.ts';
import { PicturesInput } from '../../ui/SentPictures.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { attempt, toast } from '../../ui/toast.ts';
import { RefundLine } from '../RefundLine.tsx';
import { refundEstimate } from '../refund-estimate.ts';
import { t } from '../texts.ts';
import { boughtLeft, canAskRefund, linesLeft, type Order } from '../words.ts';
import s from './refund.module.scss';

export default function RefundPage() {
  const id = useRouter().params.id ?? '';
  const order = useLoad(async () => api('GET /api/shop/orders/:id', { params: { id } }), [id]);
  const [quantities, setQuantities] = useState<Readonly<Record<string, number>>>({});
  const [reason, setReason] = useState<keyof typeof refundReason | null>(null);
  const [more, setMore] = useState('');
  const [kind, setKind] = useState<keyof typeof afterSaleKind>('refund');
  const [pictures, setPictures] = useState<readonly string[]>([]);
  const [chosenPart, setPart] = useState<Part>('unsent');
  const key = useRef(uuid());
  const { ask } = useAsk('refund_asked');
  const found = order.data;
  // Of an order that left in part it is said which part; what comes back has to have left.
  const part = found === null || found.unsent === 0 ? null : kind === 'refund' ? chosenPart : 'sent';
  useEffect(() => {
    // At first everything that is left: most refunds are of the whole order.
    if (found !== null)
      setQuantities(Object.fromEntries(linesOf(found, part, 'refund').map((line) => [line.id, line.most])));
  }, [found, part]);

  if (found === null) {
    return (
      <Page>
        {order.failure === null ? (
          <Skeleton />
        ) : (
          <ErrorState failure={order.failure} onRetry={() => void order.reload()} />
        )}
      </Page>
    );
  }
  if (!canAskRefund(found)) {
    return (
      <Page>
        <Empty
          icon="receipt-text"
          title={t('noRefund')}
          text={t('noRefundHint')}
          action={{ label: t('back'), onClick: back }}
        />
      </Page>
    );
  }
  const left = linesOf(found, part, kind);
  const bought = found.lines.filter(({ gift }) => gift === null);
  const notes = linesLeft(found).flatMap(({ gift }) => gift?.note ?? []);
  // What has not left the house is only to be paid back.
  const kinds =
    found.state === 'paid' || found.state === 'to_collect' ? (['refund'] as const) : valuesOf(afterSaleKind);
  const chosen = left.filter((line) => (quantities[line.id] ?? 0) > 0);
  const whole =
    part === null &&
    kind !== 'exchange' &&
    left.length === bought.length &&
    left.every((line) => quantities[line.id] === line.most);
  const estimate = chosen.reduce((sum, line) => sum + refundEstimate(line, quantities[line.id] ?? 0), 0);

  const submit = async () => {
    if (reason === null) return toast(t('needReason'));
    await ask();
    const own = more.trim() === '' ? {} : { reason: more.trim() };
    const lines = whole
      ? {}
      : { lines: chosen.map((line) => ({ lineId: line.id, quantity: quantities[line.id] ?? 0 })) };
    const asked = await attempt(async () =>
      api(
        'POST /api/shop/orders/:id/refunds',
        {
          params: { id },
          body: { ...lines, ...own, because: reason, kind, sent: part === 'sent', pictures: [...pictures] },
        },
        { key: key.current },
      ),
    );
    if (asked === null) {
      key.current = uuid();
      return;
    }
    toast(t('asked'));
    replace(`${pages.afterSale}?id=${asked.id}`);
  };
  return (
    <Page
      bar={
        <View className={s.bar}>
          <View>
            <View className={s.dim}>
              {kind === 'exchange' ? say(afterSaleKind.exchange) : t('estimate')}
              {whole || kind === 'exchange' ? '' : t('estimatePart')}
            </View>
            {kind === 'exchange' ? (
              <View className={s.worth}>{t('exchangeWorth')}</View>
            ) : (
              <Price fen={estimate} size="large" />
            )}
          </View>
          <Button className={s.submit} disabled={chosen.length === 0} onClick={submit}>
            {t('send')}
          </Button>
        </View>
      }
    >
      {kinds.length > 1 && (
        <View className={s.card}>
          <View className={s.heading}>{t('what')}</View>
          {kinds.map((one) => (
            <View
              key={one}
              className={`${s.kind} ${one === kind ? s.on : ''}`}
              {...pressable(() => setKind(one), { role: 'checkbox', on: one === kind })}
            >
              <View className={s.kindName}>{say(afterSaleKind[one])}</View>
              <View className={s.dim}>{say(afterSaleHint[one])}</View>
            </View>
          ))}
        </View>
      )}
      <View className={s.card}>
        <View className={s.heading}>{t('which')}</View>
        {part !== null && kind === 'refund' && <Parts part={part} onPart={setPart} />}
        {left.map((line) => (
          <RefundLine
            key={line.id}
            line={line}
            quantity={quantities[line.id] ?? 0}
            most={line.most}
            onQuantity={(quantity) => setQuantities({ ...quantities, [line.id]: quantity })}
          />
        ))}
        {kind !== 'exchange' &&
          notes.map((note) => (
            <View key={note.zh} className={s.dim}>
              {say(note)}
            </View>
          ))}
      </View>
      <View className={s.card}>
        <View className={s.heading}>{t('why')}</View>
        <View className={s.reasons}>
          {valuesOf(refundReason).map((one) => (
            <View
              key={one}
              className={`${s.reason} ${one === reason ? s.on : ''}`}
              {...pressable(() => setReason(one), { role: 'checkbox', on: one === reason })}
            >
              {say(refundReason[one])}
            </View>
          ))}
        </View>
        <Textarea
          className={s.more}
          value={more}
          maxlength={60}
          placeholder={t('moreHint')}
          onInput={(event) => setMore(event.detail.value)}
        />
        <View className={s.dim}>{t('pictures')}</View>
        <PicturesInput most={6} urls={pictures} onChange={setPictures} />
      </View>
      {kind !== 'exchange' && <View className={s.foot}>{t('refundWay')}</View>}
    </Page>
  );
}

type Part = 'unsent' | 'sent';

/** What may go back: all that is left, or of an order that left in part either what is still to come or what she has. */
function linesOf(order: Order, part: Part | null, kind: keyof typeof afterSaleKind) {
  return (kind === 'exchange' ? linesLeft(order) : boughtLeft(order))
    .map((line) => ({ ...line, most: mostOf(line, part) }))
    .filter(({ most }) => most > 0);
}

function mostOf(line: Order['lines'][number], part: Part | null): number {
  if (part === null) return line.quantity - line.refundedQuantity;
  return part === 'sent' ? line.withHer : line.toSend;
}

function Parts({ part, onPart }: { readonly part: Part; readonly onPart: (part: Part) => void }) {
  return (
    <View className={s.reasons}>
      {(['unsent', 'sent'] as const).map((one) => (
        <View
          key={one}
          className={`${s.reason} ${one === part ? s.on : ''}`}
          {...pressable(() => onPart(one), { role: 'checkbox', on: one === part })}
        >
          {t(one === 'unsent' ? 'partUnsent' : 'partSent')}
        </View>
      ))}
    </View>
  );
}
