import { joinWords, type Said, words } from '@huoshui/contracts/words';
import { askMoment } from '@huoshui/contracts/words/messaging';
import { Tooltip } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { formatCount, formatPercent } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, textColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useMessagingText } from './texts.ts';

type Stock = Answer<'GET /api/admin/consent-stock'>['items'][number];

/** All of them come at once: there are as many as templates. */
async function load({ q }: ListRequest) {
  const { items } = await api('GET /api/admin/consent-stock');
  const found = items.filter(
    ({ title, templateKey }) =>
      q === undefined || `${title.zh} ${title.en} ${templateKey}`.toLowerCase().includes(q.toLowerCase()),
  );
  return { items: found, nextCursor: null, total: found.length };
}

/** How many messages of each template may still be sent, where she is asked for more, and how long they last. */
export function ConsentList() {
  const t = useMessagingText();
  const say = useWords();
  const navigate = useNavigate();
  const listed = (parts: readonly Said[]) => say(joinWords(parts, words('、', ', ')));
  const coverage = ({ coverage }: Stock) =>
    coverage === null
      ? '–'
      : t('coverage_of', {
          share: formatPercent(coverage.value),
          low: formatPercent(coverage.low),
          high: formatPercent(coverage.high),
        });
  const lasts = ({ lasts, left, wanted }: Stock) => {
    if (wanted === 0) return t('lasts_unused');
    if (lasts === null) return t('lasts_for_ever');
    if (left === 0) return t('lasts_none');
    return lasts.high === null
      ? t('lasts_at_least', { low: formatCount(lasts.low) })
      : t('lasts_days', { low: formatCount(lasts.low), high: formatCount(lasts.high) });
  };
  const tone = ({ lasts, wanted, left }: Stock) =>
    wanted === 0 || lasts === null ? 'neutral' : left === 0 || lasts.low < 7 ? 'warn' : 'good';
  return (
    <List<Stock>
      name="consent-stock"
      title={t('stock_title')}
      purpose={t('stock_purpose')}
      searchHint={t('template_search')}
      load={load}
      rowKey={(row) => `${row.channel}:${row.templateKey}`}
      columns={[
        textColumn('title', t('template'), (row) => say(row.title)),
        textColumn('moments', t('asked_at'), (row) => listed(row.moments.map((one) => askMoment[one]))),
        textColumn('by', t('needed_by'), (row) => listed(row.by)),
        countColumn('persons', t('allowing'), (row) => row.persons),
        {
          key: 'left',
          title: t('consents'),
          number: true,
          render: (row) =>
            row.apps.some(({ app }) => app !== null) ? (
              <Tooltip title={row.apps.map(({ app, left }) => `${app ?? ''} ${formatCount(left)}`).join('　')}>
                <span>{formatCount(row.left)}</span>
              </Tooltip>
            ) : (
              formatCount(row.left)
            ),
          csv: (row) => row.left,
        },
        countColumn('given', t('given_28d'), (row) => row.given),
        countColumn('refused', t('refused_28d'), (row) => row.refused),
        countColumn('wanted', t('wanted_28d'), (row) => row.wanted),
        { key: 'coverage', title: t('coverage'), render: coverage, csv: coverage },
        {
          key: 'lasts',
          title: t('lasts'),
          render: (row) => <StateTag tone={tone(row)}>{lasts(row)}</StateTag>,
          csv: lasts,
        },
      ]}
      onOpen={(row) => void navigate(`/outbound?channel=${row.channel}`)}
      empty={{ title: t('stock_empty'), hint: t('stock_empty_hint') }}
    />
  );
}
