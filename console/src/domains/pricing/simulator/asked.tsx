import { words } from '@huoshui/contracts/words';
import { DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { Pick } from '../../../ui/form/fields/picker-field.tsx';
import { NumberInSentence } from '../../../ui/form/number-in-sentence.tsx';
import { formatCount } from '../../../ui/format.ts';
import { useWords } from '../../../ui/words.ts';
import { CartInput } from './cart-input.tsx';
import type { Setting } from './setting.ts';
import type { Change, Simulation } from './simulator.tsx';
import { useSimulatorText } from './texts.ts';

type AskedProps = {
  readonly setting: Setting;
  readonly change: Change;
  readonly answer: Simulation | null;
  readonly drafted: boolean;
};

/** Cart, person, moment, address, what she spends, and what is supposed. */
export function Asked({ setting, change, answer, drafted }: AskedProps) {
  const t = useSimulatorText();
  return (
    <div>
      <Panel title={t('cart')}>
        <CartInput items={setting.cart} onChange={(cart) => change({ cart })} />
      </Panel>
      <Panel>
        <div className="hs-stack">
          <Who setting={setting} change={change} />
          <When setting={setting} change={change} />
          <Part label={t('where')}>
            <Pick
              of="region"
              many={false}
              value={setting.region === '' ? [] : [setting.region]}
              onChange={([region = '']) => change({ region })}
              label={t('where')}
            />
          </Part>
          <Spending setting={setting} change={change} answer={answer} />
        </div>
      </Panel>
      {!drafted && <Supposed setting={setting} change={change} />}
    </div>
  );
}

function Part({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className="hs-simulator-part">
      <legend>{label}</legend>
      {children}
    </fieldset>
  );
}

type PartProps = { readonly setting: Setting; readonly change: Change };

function Who({ setting: { who, member, level }, change }: PartProps) {
  const t = useSimulatorText();
  const one = (id: string) => (id === '' ? [] : [id]);
  return (
    <Part label={t('who')}>
      <Segmented<Setting['who']>
        block
        options={(['new', 'member', 'level'] as const).map((value) => ({ value, label: t(`who_${value}`) }))}
        value={who}
        onChange={(next) => change({ who: next })}
      />
      {who === 'member' && (
        <Pick
          of="member"
          many={false}
          value={one(member)}
          onChange={([id = '']) => change({ member: id, spend: 'best', coupons: [] })}
          label={t('who_member')}
        />
      )}
      {who === 'level' && (
        <Pick
          of="level"
          many={false}
          value={one(level)}
          onChange={([id = '']) => change({ level: id })}
          label={t('who_level')}
        />
      )}
    </Part>
  );
}

function When({ setting: { at }, change }: PartProps) {
  const t = useSimulatorText();
  return (
    <Part label={t('when')}>
      <DatePicker
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        placeholder={t('when_now')}
        aria-label={t('when')}
        value={at === '' ? null : dayjs(at)}
        onChange={(_, text) => change({ at: typeof text === 'string' ? text : '' })}
        style={{ width: '100%' }}
      />
      {at !== '' && <span className="hs-soft hs-small">{t('when_note')}</span>}
    </Part>
  );
}

const pointsRule = {
  kind: 'count',
  label: words('用积分', 'Points to spend'),
  min: 0,
  max: 100_000_000,
} as const;

function Spending({ setting, change, answer }: PartProps & { readonly answer: Simulation | null }) {
  const t = useSimulatorText();
  const { spend, coupons, points, who } = setting;
  const hers = couponsIn(answer, useWords());
  const has = answer?.quote.points;
  return (
    <>
      <Part label={t('spend')}>
        <Segmented<Setting['spend']>
          block
          options={(['best', 'none', 'chosen'] as const).map((value) => ({ value, label: t(`spend_${value}`) }))}
          value={spend}
          onChange={(next) => change({ spend: next })}
        />
        {spend === 'chosen' && (
          <Select<string[]>
            mode="multiple"
            maxCount={5}
            aria-label={t('spend_pick')}
            placeholder={t('spend_pick')}
            notFoundContent={t('spend_nothing')}
            options={hers}
            value={[...coupons]}
            onChange={(next) => change({ coupons: next })}
          />
        )}
      </Part>
      {who === 'member' && (
        <Part label={t('points')}>
          <span className="hs-inline">
            <NumberInSentence
              of={pointsRule}
              value={points}
              onChange={(next) => change({ points: next })}
              width={120}
            />
            {has && (
              <span className="hs-soft hs-small">
                {t('points_of', { has: formatCount(has.has), most: formatCount(has.most) })}
              </span>
            )}
          </span>
        </Part>
      )}
    </>
  );
}

/** Every coupon that the answer speaks of, used or not. */
function couponsIn(answer: Simulation | null, say: ReturnType<typeof useWords>) {
  if (answer === null) return [];
  const { steps, chosen, rejected } = answer.quote;
  const used = steps
    .filter(({ source, offerId }) => chosen.some((one) => one.source === source && one.offerId === offerId))
    .map(({ offerId, label }) => ({ value: offerId, label: say(label) }));
  const others = rejected
    .filter(({ automatic, supposed }) => !automatic && !supposed)
    .map(({ offerId, label }) => ({ value: offerId, label }));
  return [...used, ...others];
}

function Supposed({ setting: { rules, given }, change }: PartProps) {
  const t = useSimulatorText();
  return (
    <Panel title={t('suppose')}>
      <div className="hs-stack">
        <span className="hs-soft hs-small">{t('suppose_why')}</span>
        <Part label={t('suppose_rules')}>
          <Pick
            of="promotion"
            many
            value={rules}
            onChange={(ids) => change({ rules: ids.slice(0, 10) })}
            label={t('suppose_rules')}
          />
        </Part>
        <Part label={t('suppose_given')}>
          <Pick
            of="coupon"
            many
            value={given}
            onChange={(ids) => change({ given: ids.slice(0, 10) })}
            label={t('suppose_given')}
          />
        </Part>
      </div>
    </Panel>
  );
}
