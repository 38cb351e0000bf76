import { flashState } from '@huoshui/contracts/words/flash-sales';
import type { Answer } from '../../ground/api.ts';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { counted } from '../../ui/report/grid-columns.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useActivityText } from './texts.ts';

type Flash = NonNullable<Answer<'GET /api/admin/activities/:id/result'>['flash']>;
type Session = Flash['sessions'][number];
type Row = Session['goods'][number] & { readonly session: Session };

const tones = { before: 'neutral', running: 'info', over: 'good' } as const;

/** What came of a flash sale, and how each session went: so many pieces, who has them, and how fast they were gone. */
export function FlashResult({ flash }: { readonly flash: Flash }) {
  const t = useActivityText();
  const say = useWords();
  const { total, back, paid, buyers, newBuyers, sales, refunded, saved, sessions } = flash;
  const rows = sessions.flatMap((session): Row[] => session.goods.map((one) => ({ ...one, session })));
  const columns: readonly GridColumn<Row>[] = [
    {
      title: t('flash_session'),
      render: ({ session }) => (
        <span className="hs-inline">
          <Time at={session.startsAt} absolute />
          <StateTag tone={tones[session.state]}>{say(flashState[session.state])}</StateTag>
        </span>
      ),
      csv: ({ session }) => session.startsAt,
    },
    { title: t('team_product'), render: ({ name }) => name, csv: ({ name }) => name },
    counted(t('flash_total'), (row) => row.total),
    counted(t('flash_paid'), (row) => row.paid),
    counted(t('flash_unpaid'), (row) => row.kept + row.ordered),
    counted(t('flash_dropped'), (row) => row.dropped),
    counted(t('stock'), (row) => row.left),
    {
      title: t('flash_gone'),
      render: ({ goneAfter }) => (goneAfter === null ? '—' : t('flash_seconds', { count: formatCount(goneAfter) })),
      csv: ({ goneAfter }) => goneAfter ?? '',
      number: true,
    },
    counted(t('flash_reminders'), (row) => row.session.reminders),
  ];
  const file = () => ({ name: t('flash_sessions'), tables: [gridTable(columns, rows)] });
  return (
    <>
      <KeyFigures
        figures={[
          {
            label: t('flash_paid_pieces'),
            value: formatCount(paid),
            note: t('flash_of', { total: formatCount(total), rate: formatPercent(total === 0 ? 0 : paid / total) }),
          },
          {
            label: t('flash_buyers'),
            value: formatCount(buyers),
            note: t('flash_new', { count: formatCount(newBuyers) }),
          },
          {
            label: t('flash_sales'),
            value: formatYuan(sales),
            note: t('teams_back', { amount: formatYuan(refunded) }),
          },
          { label: t('flash_saved'), value: formatYuan(saved), note: t('flash_back', { count: formatCount(back) }) },
        ]}
      />
      <Panel title={t('flash_sessions')} flush extra={<SaveTable size="small" file={file} />}>
        <Grid rows={rows} rowKey={({ session, skuId }) => `${session.id} ${skuId}`} columns={columns} />
      </Panel>
    </>
  );
}
