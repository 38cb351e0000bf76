import { upliftVerdict } from '@huoshui/contracts/words/journeys';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money, useLanguage } from '../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { Grid } from '../../ui/report/grid.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Result } from './journey-result.tsx';
import { useJourneyText } from './texts.ts';
import { pointsOf, verdictTones } from './uplift-interval.tsx';

/** Each experiment of the journey: what people did way by way, with the interval of every way against the first. */
export function Experiments({ result: { experiments } }: { readonly result: Result }) {
  const t = useJourneyText();
  const say = useWords();
  return experiments.map(({ node, sentence, ways }) => (
    <Panel key={node} title={say(sentence)}>
      <Grid
        rows={ways}
        rowKey={({ way }) => way}
        columns={[
          { title: t('experiment_way'), render: (way) => say(way.words) },
          { title: t('experiment_members'), number: true, render: (way) => formatCount(way.members) },
          { title: t('experiment_converted'), number: true, render: (way) => formatCount(way.converted) },
          {
            title: t('experiment_rate'),
            number: true,
            render: (way) => (way.members > 0 ? formatPercent(way.rate) : '–'),
          },
          {
            title: t('experiment_revenue'),
            number: true,
            render: (way) => (way.members > 0 ? <Money fen={Math.round(way.revenuePerMember)} /> : '–'),
          },
          { title: t('experiment_against'), render: (way) => <Against against={way.against} /> },
          { title: t('experiment_revenue_against'), render: (way) => <RevenueAgainst against={way.revenueAgainst} /> },
        ]}
      />
      <p className="hs-faint hs-small">{t('experiment_note')}</p>
    </Panel>
  ));
}

type Against = Result['experiments'][number]['ways'][number]['against'];

function Against({ against }: { readonly against: Against }) {
  const t = useJourneyText();
  const say = useWords();
  const language = useLanguage();
  if (against === null) return <span className="hs-faint">{t('experiment_first')}</span>;
  const { verdict, points, low, high } = against;
  return (
    <span className="hs-inline">
      <StateTag tone={verdictTones[verdict]}>{say(upliftVerdict[verdict])}</StateTag>
      {verdict !== 'too_few' && (
        <span className="hs-soft hs-small">
          {pointsOf(points, language)} · {t('interval', { low: low.toFixed(1), high: pointsOf(high, language) })}
        </span>
      )}
    </span>
  );
}

type RevenueAgainst = Result['experiments'][number]['ways'][number]['revenueAgainst'];

/** What each spent, against the first group: the verdict of money, which may be another than that of heads. */
function RevenueAgainst({ against }: { readonly against: RevenueAgainst }) {
  const t = useJourneyText();
  const say = useWords();
  if (against === null) return <span className="hs-faint">{t('experiment_first')}</span>;
  const { verdict, value, low, high, text } = against;
  return (
    <span className="hs-inline" title={say(text)}>
      <StateTag tone={verdictTones[verdict]}>{say(upliftVerdict[verdict])}</StateTag>
      {verdict !== 'too_few' && (
        <span className="hs-soft hs-small">
          {signedYuan(value)} · {t('interval', { low: signedYuan(low), high: signedYuan(high) })}
        </span>
      )}
    </span>
  );
}

const signedYuan = (fen: number): string => `${fen < 0 ? '−' : '+'}${formatYuan(Math.abs(fen))}`;
