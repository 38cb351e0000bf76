import { words } from '@huoshui/contracts/words';
import { useMutation } from '@tanstack/react-query';
import { Button, DatePicker, Form } from 'antd';
import dayjs from 'dayjs';
import { useMemo } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { asDay, asInteger } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { shanghaiDay } from '../../ui/calendar.ts';
import { KeyFigures } from '../../ui/detail/key-figures.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Money } from '../../ui/figures.tsx';
import { FormSection } from '../../ui/form/form-page.tsx';
import { NumberInSentence } from '../../ui/form/number-in-sentence.tsx';
import { formatCount } from '../../ui/format.ts';
import { now } from '../../ui/now.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { useUnfinished } from '../../ui/report/unfinished.ts';
import { useWords } from '../../ui/words.ts';
import { useJourneyText } from './texts.ts';

const daysRule = { kind: 'count', label: words('天数', 'Days'), min: 1, max: 400 } as const;
const shapes = { asOf: asDay, days: asInteger(daysRule.min, daysRule.max) } as const;

/** What the playbook would have done over real history, with the values as they stand in the form. */
export function DryRun({ playbookKey }: { readonly playbookKey: string }) {
  const t = useJourneyText();
  const form = Form.useFormInstance();
  const [{ asOf, days }, change] = useAddress(shapes, { asOf: shanghaiDay(now()), days: 30 });
  const run = useMutation({
    mutationFn: async () =>
      api('POST /api/admin/playbooks/:key/dry-run', {
        params: { key: playbookKey },
        body: { values: form.getFieldsValue(true), asOf, days },
      }),
  });
  return (
    // Also where the form is locked: it asks, and changes nothing.
    <FormSection title={t('dry_title')} purpose={t('dry_purpose')}>
      <div className="hs-inline" style={{ marginBottom: 16 }}>
        {t('dry_sentence_1')}
        <DatePicker
          allowClear={false}
          disabled={false}
          value={dayjs(asOf)}
          onChange={(day) => change({ asOf: day?.format('YYYY-MM-DD') ?? shanghaiDay(now()) })}
          style={{ width: 140 }}
        />
        {t('dry_sentence_2')}
        <NumberInSentence of={daysRule} value={days} onChange={(next) => change({ days: next })} />
        {t('dry_sentence_3')}
        <May call="POST /api/admin/playbooks/:key/dry-run">
          <Button disabled={false} loading={run.isPending} onClick={() => run.mutate()}>
            {t('dry_run')}
          </Button>
        </May>
      </div>
      {run.error && <Failure error={run.error} onRetry={() => run.mutate()} />}
      {run.data && <DryRunResult result={run.data} />}
    </FormSection>
  );
}

type Result = Awaited<ReturnType<typeof api<'POST /api/admin/playbooks/:key/dry-run'>>>;

function DryRunResult({ result }: { readonly result: Result }) {
  const t = useJourneyText();
  const say = useWords();
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
  return (
    <>
      <p className="hs-insight">{say(result.text)}</p>
      <KeyFigures
        figures={[
          { label: t('dry_entered'), value: formatCount(result.entered) },
          { label: t('dry_reached'), value: formatCount(result.reached) },
          ...(result.given === null ? [] : [{ label: t('dry_given'), value: formatCount(result.given) }]),
          { label: t('dry_cost'), value: <Money fen={result.expectedCost} /> },
        ]}
      />
      {result.entered > 0 && <Chart spec={spec} height={180} label={t('dry_per_day')} />}
    </>
  );
}
