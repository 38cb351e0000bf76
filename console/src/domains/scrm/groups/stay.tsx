import { Facts, Panel } from '../../../ui/detail/key-figures.tsx';
import { formatCount, formatPercent } from '../../../ui/format.ts';
import { useGroupText } from './texts.ts';

type StayProps = {
  readonly stay: readonly { readonly days: number; readonly of: number; readonly still: number }[];
};

/** Of those who came, who still is in it so many days later. */
export function Stay({ stay }: StayProps) {
  const t = useGroupText();
  return (
    <Panel title={t('stay')}>
      <Facts
        facts={stay.map(({ days, of, still }) => ({
          label: t('stay_after', { days }),
          value:
            of === 0 ? (
              <span className="hs-faint">{t('stay_young', { days })}</span>
            ) : (
              <>
                {formatPercent(still / of)}{' '}
                <span className="hs-faint">{t('stay_of', { still: formatCount(still), of: formatCount(of) })}</span>
              </>
            ),
        }))}
      />
      <p className="hs-soft">{t('stay_help')}</p>
    </Panel>
  );
}
