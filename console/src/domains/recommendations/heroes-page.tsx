import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatPercent, formatYuan } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { counted } from '../../ui/report/grid-columns.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { useRecommendationText } from './texts.ts';

type Heroes = Answer<'GET /api/admin/heroes'>;
type Hero = Heroes['proposed'][number];

/** This week's list, what would be proposed now with its figures, and the lists of weeks that are over. */
export function HeroesPage() {
  const t = useRecommendationText();
  const navigate = useNavigate();
  const query = useQuery({ queryKey: ['heroes'], queryFn: async () => api('GET /api/admin/heroes') });
  return (
    <div className="hs-page">
      <PageHead
        title={t('heroes')}
        purpose={t('heroes_purpose')}
        actions={
          <>
            <Anew />
            <May call="PUT /api/admin/settings/heroes">
              <Button onClick={() => void navigate('/hero-rules')}>{t('hero_rules')}</Button>
            </May>
          </>
        }
      />
      <Loaded query={query}>{(heroes) => <Lists heroes={heroes} />}</Loaded>
    </div>
  );
}

function Anew() {
  const t = useRecommendationText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['heroes']);
  const start = async () => {
    if (await confirm({ title: t('again_title'), body: t('again_body'), ok: t('again_now') }))
      await act(async () => api('POST /api/admin/heroes/rotation'), t('again_done'));
  };
  return (
    <May call="POST /api/admin/heroes/rotation">
      <Button loading={busy} onClick={() => void start()}>
        {t('again_now')}
      </Button>
    </May>
  );
}

function Lists({ heroes: { on, priceTo, proposed, weeks } }: { readonly heroes: Heroes }) {
  const t = useRecommendationText();
  const [now, ...past] = weeks;
  return (
    <>
      {!on && <p className="hs-soft">{t('hero_off')}</p>}
      {now !== undefined && now.items.length > 0 && (
        <HeroTable title={t('this_week', { week: now.week })} rows={now.items} />
      )}
      {proposed.length === 0 ? (
        <Panel title={t('proposed', { price: formatYuan(priceTo) })}>
          <Empty small title={t('none_proposed')} hint={t('none_proposed_hint')} />
        </Panel>
      ) : (
        <HeroTable title={t('proposed', { price: formatYuan(priceTo) })} rows={proposed} live />
      )}
      {past
        .filter(({ items }) => items.length > 0)
        .map(({ week, items }) => (
          <HeroTable key={week} title={t('past_week', { week })} rows={items} />
        ))}
    </>
  );
}

type TableProps = { readonly title: string; readonly rows: readonly Hero[]; readonly live?: boolean };

function HeroTable({ title, rows, live = false }: TableProps) {
  const t = useRecommendationText();
  const marks = (row: Hero) =>
    [...(row.pinned ? [t('pinned')] : []), ...(live && row.shown ? [t('on_list')] : [])].join(' · ');
  const columns: readonly GridColumn<Hero>[] = [
    { title: t('product'), render: ({ name }) => name, csv: ({ name }) => name },
    ...(live
      ? [
          {
            title: t('price'),
            number: true,
            render: ({ price }: Hero) => (price === null ? '–' : formatYuan(price)),
            csv: ({ price }: Hero) => (price === null ? null : price / 100),
          },
        ]
      : []),
    counted(t('buyers'), (row) => row.buyers),
    counted(t('again'), (row) => row.again),
    {
      title: t('hero_rate'),
      number: true,
      render: ({ rate }) =>
        rate === null
          ? '–'
          : t('hero_interval', {
              rate: formatPercent(rate.share),
              low: formatPercent(rate.low),
              high: formatPercent(rate.high),
            }),
      csv: ({ rate }) => rate?.share ?? null,
    },
    { title: '', render: marks, csv: marks },
  ];
  const file = () => ({ name: title, tables: [gridTable(columns, rows)] });
  return (
    <Panel title={title} flush extra={<SaveTable size="small" file={file} />}>
      <Grid rows={rows} rowKey={(row) => row.productId} columns={columns} />
    </Panel>
  );
}
