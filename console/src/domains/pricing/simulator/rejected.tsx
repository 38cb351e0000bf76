import { discountLayer } from '@huoshui/contracts/words/pricing';
import { Button } from 'antd';
import { useState } from 'react';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import type { Waterfall } from './simulator.tsx';
import { useSimulatorText } from './texts.ts';

const SHOWN = 10;

/** What could still be reached or chosen stands first, what is for other goods last. */
function placeOf({ reason, missing }: Waterfall['rejected'][number]): number {
  if (missing !== null) return 0;
  if (reason === 'not_chosen') return 1;
  return reason === 'out_of_scope' ? 3 : 2;
}

type RejectedProps = {
  readonly quote: Waterfall;
  /** Spends this coupon instead; absent where nobody holds any. */
  readonly onUse: ((offerId: string) => void) | undefined;
};

/** Every offer that is not used: why, what is missing, what was used instead. Those for other goods come last, on request. */
export function Rejected({ quote: { rejected }, onUse }: RejectedProps) {
  const t = useSimulatorText();
  const say = useWords();
  const [all, setAll] = useState(false);
  const sorted = rejected.toSorted((a, b) => placeOf(a) - placeOf(b));
  const near = sorted.filter(({ reason }) => reason !== 'out_of_scope').slice(0, SHOWN);
  const far = rejected.length - near.length;
  const shown = all ? sorted : near;
  return (
    <Panel title={t('rejected')}>
      {rejected.length === 0 && <span className="hs-soft">{t('rejected_none')}</span>}
      <ul className="hs-simulator-rejected">
        {shown.map((one) => (
          <li key={`${one.source} ${one.offerId}`}>
            <span>
              <span>
                {one.label} {one.supposed && <StateTag tone="info">{t('if_live')}</StateTag>}
              </span>
              <span className="hs-faint hs-small">
                {say(discountLayer[one.layer])} · {say(one.badge)}
              </span>
            </span>
            <span>
              <span className={one.missing === null ? 'hs-soft' : 'hs-simulator-missing'}>{say(one.text)}</span>
              {one.instead && <span className="hs-faint hs-small">{t('instead', { name: say(one.instead) })}</span>}
            </span>
            {!one.automatic && !one.supposed && one.reason === 'not_chosen' && onUse && (
              <Button size="small" onClick={() => onUse(one.offerId)}>
                {t('use_it')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {far > 0 && !all && (
        <Button type="link" size="small" onClick={() => setAll(true)} style={{ padding: 0 }}>
          {t('rejected_many', { count: far })}
        </Button>
      )}
    </Panel>
  );
}
