import { watchedFigure } from '@huoshui/contracts/words/targets';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { RowAct } from '../../ground/row-act.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { type Anomaly, shownFigure } from './shown.ts';
import { useTargetText } from './texts.ts';

/** What was unlike the shop's own past, in words. */
export function AnomalyList() {
  const t = useTargetText();
  const say = useWords();
  const [watching, watch] = useState<{ readonly since: number; readonly days: number } | null>(null);
  const load = async ({ q, cursor, limit, filters }: ListRequest) => {
    const page = await api('GET /api/admin/anomalies', {
      query: { q, cursor, limit, seen: oneOf(['yes', 'no'], filters.seen) },
    });
    if (page.watching) watch(page.watching);
    return page;
  };
  const young = watching !== null && watching.days < watching.since;
  return (
    <List<Anomaly>
      name="anomalies"
      title={t('anomalies')}
      purpose={t('anomalies_purpose')}
      searchHint={t('anomalies_search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        {
          key: 'seen',
          kind: 'choice',
          label: t('seen'),
          width: 112,
          options: [
            { value: 'no', label: t('seen_no') },
            { value: 'yes', label: t('seen_yes') },
          ],
        },
      ]}
      columns={[
        textColumn('day', t('day'), (row) => row.day, { width: 110 }),
        {
          key: 'what',
          title: t('what'),
          render: (row) => (
            // A sentence is read whole: it breaks, and the figures beside it stay in sight.
            <span className="hs-two-lines" style={{ whiteSpace: 'normal', minWidth: 220, maxWidth: 460 }}>
              <span>{say(row.sentence)}</span>
              <Link to={`/?range=${row.day}..${row.day}`}>{t('open_day')}</Link>
            </span>
          ),
          csv: (row) => say(row.sentence),
        },
        textColumn('figure', t('figure'), (row) => say(watchedFigure[row.figure]), { hidden: true }),
        textColumn('value', t('value'), (row) => shownFigure(row.figure, row.value)),
        textColumn('expected', t('expected'), (row) => shownFigure(row.figure, row.expected)),
        textColumn(
          'usual',
          t('usual'),
          (row) => `${shownFigure(row.figure, row.low)} – ${shownFigure(row.figure, row.high)}`,
        ),
        stateColumn(
          'seen',
          t('seen'),
          (row) => (row.seenAt === null ? t('seen_no') : (row.seenBy ?? t('seen_yes'))),
          (row) => (row.seenAt === null ? 'warn' : 'neutral'),
        ),
        actsColumn((row) => row.seenAt === null && <Acknowledge anomaly={row} />, 90),
      ]}
      empty={{
        title: t('anomalies_empty'),
        hint: young ? t('anomalies_young', watching) : t('anomalies_empty_hint'),
      }}
    />
  );
}

function Acknowledge({ anomaly: { id } }: { readonly anomaly: Anomaly }) {
  const t = useTargetText();
  return (
    <RowAct
      call="POST /api/admin/anomalies/:id/acknowledgement"
      list="anomalies"
      label={t('acknowledge')}
      done={t('acknowledged')}
      run={async () => api('POST /api/admin/anomalies/:id/acknowledgement', { params: { id } })}
    />
  );
}
