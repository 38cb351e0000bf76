import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { useLanguage } from '../../ui/figures.tsx';
import { useFormPreview, useFound } from '../../ui/form/fields/form-preview.tsx';
import { formatYuanInWords } from '../../ui/format.ts';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { useWords } from '../../ui/words.ts';
import { useCouponText } from './texts.ts';
import './coupon-preview.css';

/** The voucher as a shopper sees it, and under it what the draft means in the words of the server. */
export function CouponPreview({ values }: { readonly values: Draft }) {
  const t = useCouponText();
  const shared = useSharedText();
  const say = useWords();
  const { sentence, problems } = useFormPreview('coupons.template', values);
  useFound('', problems);
  const taken = values.channel === 'shop';
  return (
    <PhonePreview
      title={t(taken ? 'preview_title' : 'preview_granted')}
      caption={sentence ? say(sentence) : shared('form_unfinished')}
    >
      <Voucher values={values} act={t(taken ? 'take' : 'use')} />
    </PhonePreview>
  );
}

function Voucher({ values, act }: { readonly values: Draft; readonly act: string }) {
  const t = useCouponText();
  const language = useLanguage();
  const threshold = numberIn(values.threshold) ?? 0;
  const [name, note] = [textIn(values.name), textIn(values.note)];
  return (
    <div className="hs-voucher">
      <div className="hs-voucher-worth">
        <Worth values={values} />
        <span>{threshold > 0 && t('preview_from', { threshold: formatYuanInWords(threshold, language) })}</span>
      </div>
      <div className="hs-voucher-text">
        <strong>{name || t('preview_name')}</strong>
        <span>
          {values.validity === 'days' ? t('s_days', { days: numberIn(values.days) ?? '–' }) : daysIn(values.between)}
        </span>
        {note !== '' && <span>{note}</span>}
      </div>
      <span className="hs-voucher-act">{act}</span>
    </div>
  );
}

function Worth({ values }: { readonly values: Draft }) {
  const zh = useLanguage() === 'zh-CN';
  const say = useWords();
  if (values.kind === 'free_shipping')
    return <b className="hs-voucher-words">{say(words('免运费', 'Free shipping'))}</b>;
  if (values.kind === 'exchange') {
    const price = numberIn(values.price) ?? 0;
    return price === 0 ? <b className="hs-voucher-words">{say(words('免费', 'Free'))}</b> : <Yuan fen={price} />;
  }
  if (values.kind === 'percent') {
    const off = numberIn(values.percentOff);
    // 10 % off is 9 折, 15 % off is 8.5 折.
    const shown = off !== null && zh ? (100 - off) / 10 : off;
    return (
      <b>
        {shown ?? '–'}
        <small>{say(words('折', '%'))}</small>
      </b>
    );
  }
  return <Yuan fen={numberIn(values.amount)} />;
}

function Yuan({ fen }: { readonly fen: number | null }) {
  return (
    <b>
      <small>¥</small>
      {fen === null ? '–' : fen / 100}
    </b>
  );
}

// What is typed may be anything yet.
const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textIn = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function daysIn(value: unknown): string {
  const days = typeof value === 'object' && value !== null ? value : {};
  return `${textIn(Reflect.get(days, 'from')) || '–'} ~ ${textIn(Reflect.get(days, 'to')) || '–'}`;
}
