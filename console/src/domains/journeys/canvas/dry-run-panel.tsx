import { words } from '@huoshui/contracts/words';
import { verdictReason } from '@huoshui/contracts/words/messaging';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { Failure } from '../../../ui/failure.tsx';
import { Money } from '../../../ui/figures.tsx';
import { NumberInSentence } from '../../../ui/form/number-in-sentence.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Chart } from '../../../ui/report/chart.tsx';
import type { ChartSpec } from '../../../ui/report/chart-spec.ts';
import { useUnfinished } from '../../../ui/report/unfinished.ts';
import { useWords } from '../../../ui/words.ts';
import type { JourneyKit } from '../journey-state.tsx';
import { useSentence } from './sentence.ts';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

type Result = Answer<'POST /api/admin/drawings/:id/dry-run'>;
type DryRunPanelProps = {
  readonly editing: Editing;
  readonly kit: JourneyKit;
  readonly onOpen: (node: string) => void;
};

const daysRule = { kind: 'count', label: words('天数', 'Days'), min: 1, max: 90 } as const;

/** What the drawing would have done with the last days of real history. */
export function DryRunPanel({ editing, kit, onOpen }: DryRunPanelProps) {
  const t = useCanvasText();
  const [days, setDays] = useState(30);
  const { told, flush } = editing;
  const run = useMutation({
    mutationFn: async () => {
      await flush();
      return api('POST /api/admin/drawings/:id/dry-run', { params: { id: told.id }, body: { days } });
    },
  });
  return (
    <>
      <p className="hs-soft">{t('dry_purpose')}</p>
      <div className="hs-inline" style={{ marginBottom: 16 }}>
        {t('dry_last')}
        <NumberInSentence of={daysRule} value={days} onChange={setDays} />
        {t('dry_days')}
        <Button loading={run.isPending} disabled={told.problems.length > 0} onClick={() => run.mutate()}>
          {t('dry_start')}
        </Button>
      </div>
      {told.problems.length > 0 && <p className="hs-soft">{t('dry_blocked')}</p>}
      {run.error && <Failure error={run.error} onRetry={() => run.mutate()} />}
      {run.data && <Found result={run.data} editing={editing} kit={kit} onOpen={onOpen} />}
    </>
  );
}

function Found({ result, editing, kit, onOpen }: DryRunPanelProps & { readonly result: Result }) {
  const t = useCanvasText();
  const say = useWords();
  const sentence = useSentence(editing, kit);
  const unfinished = useUnfinished(result.perDay.map(({ day }) => day));
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'bars',
      unfinished,
      labels: result.perDay.map(({ day }) => day.slice(5)),
      series: [{ name: t('dry_entered'), values: result.perDay.map(({ entered }) => entered) }],
      format: formatCount,
    }),
    [result, t, unfinished],
  );
  const { atOnce, entered, heldOut, left, sent, given, expectedCost, suppressed, steps, share, knows } = result;
  return (
    <div aria-live="polite">
      <p className="hs-insight">{say(result.text)}</p>
      {knows && (
        <dl className="hs-canvas-figures">
          {atOnce !== null && <Figure label={t('dry_at_once')}>{formatCount(atOnce)}</Figure>}
          <Figure label={t('dry_entered')}>{formatCount(entered)}</Figure>
          <Figure label={t('dry_held')}>{formatCount(heldOut)}</Figure>
          {(editing.present.definition.exits?.length ?? 0) > 0 && (
            <Figure label={t('dry_left')}>{formatCount(left)}</Figure>
          )}
          <Figure label={t('dry_sent')}>{formatCount(sent)}</Figure>
          {given !== null && <Figure label={t('dry_given')}>{formatCount(given)}</Figure>}
          {given !== null && (
            <Figure label={t('dry_cost')}>
              <Money fen={expectedCost} />
            </Figure>
          )}
          {suppressed.map(({ reason, count }) => (
            <Figure key={reason} label={t('dry_not_sent', { why: say(verdictReason[reason]) })}>
              {formatCount(count)}
            </Figure>
          ))}
        </dl>
      )}
      {entered > 0 && <Chart spec={spec} height={150} label={t('dry_per_day')} />}
      {entered > 0 && (
        <>
          <h3>{t('dry_steps')}</h3>
          <dl className="hs-canvas-figures">
            {steps.map(({ node, came, still, unknown }) => (
              <div key={node}>
                <dt>
                  <button type="button" className="hs-as-link" onClick={() => onOpen(node)}>
                    {sentence(node)}
                  </button>
                  {unknown && <div className="hs-soft hs-small">{t('dry_unknown')}</div>}
                  {still > 0 && <div className="hs-soft hs-small">{t('dry_still', { count: formatCount(still) })}</div>}
                </dt>
                <dd>{formatCount(came)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {share > 1 && <p className="hs-soft hs-small">{t('dry_share', { share: formatCount(share) })}</p>}
      {knows && <p className="hs-soft hs-small">{t('dry_rules')}</p>}
    </div>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
