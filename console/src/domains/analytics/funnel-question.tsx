import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { words } from '@huoshui/contracts/words';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { asInteger, asName, asNames, asOneOf, asRange, type Shape } from '../../ui/address/shapes.ts';
import { byPlace } from '../../ui/by-place.ts';
import { NumberInSentence } from '../../ui/form/number-in-sentence.tsx';
import type { DayRange } from '../../ui/report/day-range.ts';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { useWords } from '../../ui/words.ts';
import { EventChoice } from './event-choice.tsx';
import { offersOf } from './offers.ts';
import { useAnalyticsText } from './texts.ts';

/** What happened between two steps (from 1) and throws a person out. */
export type FunnelExclusion = { readonly event: string; readonly from: number; readonly to: number };
export type FunnelQuestion = {
  readonly range: DayRange;
  readonly steps: readonly string[];
  readonly window: number;
  readonly order: 'ordered' | 'strict' | 'any';
  readonly exclusions: readonly FunnelExclusion[];
  /** A property; '' is none. */
  readonly breakdown: string;
  readonly compare: 'none' | 'before';
};

/** What the funnel takes. */
const windowRule = { kind: 'count', label: words('天数', 'Days'), min: 1, max: 365 } as const;
const MOST_STEPS = 10;
const MOST_EXCLUSIONS = 5;

/** `order.refunded:1-2,share:2-3` */
const asExclusions: Shape<readonly FunnelExclusion[]> = {
  read: (text) => {
    const parts = text === '' ? [] : text.split(',').map((part) => /^([\w.*]{1,64}):(\d{1,2})-(\d{1,2})$/.exec(part));
    const found = parts.flatMap((match) =>
      match ? [{ event: match[1] ?? '', from: Number(match[2]), to: Number(match[3]) }] : [],
    );
    return found.length === parts.length && found.length <= MOST_EXCLUSIONS ? found : undefined;
  },
  write: (exclusions) => exclusions.map(({ event, from, to }) => `${event}:${from}-${to}`).join(','),
};

export const funnelShapes = {
  range: asRange,
  steps: asNames(2, MOST_STEPS),
  window: asInteger(windowRule.min, windowRule.max),
  order: asOneOf(['ordered', 'strict', 'any']),
  exclusions: asExclusions,
  breakdown: asName,
  compare: asOneOf(['none', 'before']),
} as const;

/** Exclusions that lie between steps there are; in any order there are none. */
export function heldExclusions({ steps, order, exclusions }: FunnelQuestion): readonly FunnelExclusion[] {
  return order === 'any' ? [] : exclusions.filter(({ from, to }) => from < to && to <= steps.length);
}

type SentenceProps = {
  readonly ask: FunnelQuestion;
  readonly onAsk: (changed: Partial<FunnelQuestion>) => void;
};

export function FunnelSentence({ ask, onAsk }: SentenceProps) {
  const t = useAnalyticsText();
  const replace = (index: number, event: string) =>
    onAsk({ steps: ask.steps.map((other, at) => (at === index ? event : other)) });
  const without = (index: number) => {
    const steps = ask.steps.filter((_, at) => at !== index);
    onAsk({ steps, exclusions: heldExclusions({ ...ask, steps }) });
  };
  return (
    <>
      {t('f_in')}
      <RangeChoice value={ask.range} onChange={(range) => onAsk({ range })} />
      {t('f_steps')}
      <NumberInSentence of={windowRule} value={ask.window} onChange={(window) => onAsk({ window })} />
      {t('f_days')}
      <Select
        value={ask.order}
        popupMatchSelectWidth={false}
        aria-label={t('f_order')}
        onChange={(order) => onAsk({ order })}
        options={(['ordered', 'strict', 'any'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Break />
      {byPlace(ask.steps).map(({ place, index, item: event }) => (
        <span key={place} className="hs-inline" style={{ gap: 4 }}>
          {index > 0 && <span className="hs-faint">→</span>}
          <EventChoice value={event} width={130} onChange={(next) => replace(index, next)} />
          {ask.steps.length > 2 && <Remove label={t('step_remove')} onClick={() => without(index)} />}
        </span>
      ))}
      {ask.steps.length < MOST_STEPS && (
        <Button type="link" icon={<PlusOutlined />} onClick={() => onAsk({ steps: [...ask.steps, 'order.paid'] })}>
          {t('step_add')}
        </Button>
      )}
      {ask.order !== 'any' && <Exclusions ask={ask} onAsk={onAsk} />}
      <Break />
      {t('f_breakdown')}
      <PropertyChoice value={ask.breakdown} onChange={(breakdown) => onAsk({ breakdown })} />
      <Checkbox
        checked={ask.compare === 'before'}
        onChange={({ target }) => onAsk({ compare: target.checked ? 'before' : 'none' })}
      >
        {t('f_compare')}
      </Checkbox>
    </>
  );
}

const Break = () => <span style={{ flexBasis: '100%', height: 0 }} />;

function Remove({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button
      size="small"
      type="text"
      icon={<CloseOutlined style={{ fontSize: 10 }} />}
      aria-label={label}
      onClick={onClick}
    />
  );
}

function Exclusions({ ask, onAsk }: SentenceProps) {
  const t = useAnalyticsText();
  const { exclusions, steps } = ask;
  const put = (index: number, next: Partial<FunnelExclusion>) =>
    onAsk({ exclusions: exclusions.map((one, at) => (at === index ? { ...one, ...next } : one)) });
  const stepChoices = (least: number, most: number) =>
    steps.flatMap((_, at) =>
      at + 1 >= least && at + 1 <= most ? [{ value: at + 1, label: t('step', { n: at + 1 }) }] : [],
    );
  return (
    <>
      {exclusions.length > 0 && <Break />}
      {byPlace(exclusions).map(({ place, index, item: { event, from, to } }) => (
        <span key={place} className="hs-inline" style={{ gap: 4 }}>
          {t('f_without')}
          <EventChoice value={event} width={130} onChange={(next) => put(index, { event: next })} />
          {t('f_between')}
          <Select
            value={from}
            aria-label={t('f_from_step')}
            popupMatchSelectWidth={false}
            options={stepChoices(1, steps.length - 1)}
            onChange={(next) => put(index, { from: next, to: Math.max(to, next + 1) })}
          />
          –
          <Select
            value={to}
            aria-label={t('f_to_step')}
            popupMatchSelectWidth={false}
            options={stepChoices(from + 1, steps.length)}
            onChange={(next) => put(index, { to: next })}
          />
          <Remove
            label={t('exclusion_remove')}
            onClick={() => onAsk({ exclusions: exclusions.filter((_, at) => at !== index) })}
          />
        </span>
      ))}
      {exclusions.length < MOST_EXCLUSIONS && (
        <Button
          type="link"
          icon={<PlusOutlined />}
          onClick={() => onAsk({ exclusions: [...exclusions, { event: 'order.refunded', from: 1, to: steps.length }] })}
        >
          {t('exclusion_add')}
        </Button>
      )}
    </>
  );
}

function PropertyChoice({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useAnalyticsText();
  const say = useWords();
  const { data = [] } = useQuery({
    queryKey: ['offers', 'property'],
    queryFn: async () => offersOf('property'),
    staleTime: 60_000,
  });
  const known = data.map((offer) => ({ value: offer.value, label: say(offer.name) }));
  const options = [
    { value: '', label: t('f_whole') },
    ...known,
    ...(value === '' || known.some((one) => one.value === value) ? [] : [{ value, label: value }]),
  ];
  return (
    <Select
      value={value}
      onChange={onChange}
      options={options}
      aria-label={t('f_breakdown')}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      style={{ minWidth: 120 }}
    />
  );
}
