import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { byPlace } from '../../ui/by-place.ts';
import { MoneyInput } from '../../ui/form/money-input.tsx';
import type { Tier } from './promotion-values.ts';
import { usePricingText } from './texts.ts';

type TiersInputProps = {
  readonly id?: string;
  readonly value?: readonly Tier[];
  readonly onChange?: (tiers: readonly Tier[]) => void;
};

export function TiersInput({ id, value = [], onChange }: TiersInputProps) {
  const t = usePricingText();
  const change = (index: number, part: Partial<Tier>) =>
    onChange?.(value.map((tier, at) => (at === index ? { ...tier, ...part } : tier)));
  return (
    <div className="hs-stack" id={id} style={{ gap: 8, alignItems: 'flex-start' }}>
      {byPlace(value).map(({ place, index, item: tier }) => (
        <div key={place} className="hs-inline">
          <span>{t('tier_from')}</span>
          <MoneyInput
            min={1}
            width={140}
            label={`${t('tier_from')} ${index + 1}`}
            value={tier.threshold}
            onChange={(threshold) => change(index, { threshold })}
          />
          <span>{t('tier_off')}</span>
          <MoneyInput
            min={1}
            width={140}
            label={`${t('tier_off')} ${index + 1}`}
            value={tier.off}
            onChange={(off) => change(index, { off })}
          />
          {value.length > 1 && (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('tier_remove')}
              onClick={() => onChange?.(value.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {value.length < 5 && (
        <Button icon={<PlusOutlined />} onClick={() => onChange?.([...value, { threshold: null, off: null }])}>
          {t('tier_add')}
        </Button>
      )}
    </div>
  );
}
