import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useOrderText } from './texts.ts';

type Day = Answer<'GET /api/admin/money/days'>['items'][number];

/** The last two weeks, a row a day: what the bill has, and how comparing came out. */
export function BillDays() {
  const t = useOrderText();
  const query = useQuery({ queryKey: ['bill-days'], queryFn: async () => api('GET /api/admin/money/days') });
  return (
    <Panel flush>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="hs-faint" style={{ padding: '12px 20px', margin: 0 }}>
              {t('bill_days_empty')}
            </p>
          ) : (
            <Table<Day>
              size="small"
              rowKey="day"
              dataSource={[...items]}
              pagination={false}
              scroll={{ x: true, y: 240 }}
              columns={[
                { title: t('bill_day'), dataIndex: 'day' },
                {
                  title: t('bill_payments'),
                  align: 'right',
                  render: (_, day) => <Payments day={day} />,
                },
                {
                  title: t('bill_refunds'),
                  align: 'right',
                  render: (_, day) => <Sum n={day.refunds} fen={day.returned} />,
                },
                { title: t('state'), render: (_, day) => <Outcome day={day} /> },
                { title: '', render: (_, day) => <Again day={day.day} /> },
              ]}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

/** Other systems may sell under the same merchant number: what is theirs is told beside ours. */
function Payments({ day }: { readonly day: Day }) {
  const t = useOrderText();
  return (
    <>
      <Sum n={day.payments} fen={day.paid} />
      {day.foreignPayments > 0 && (
        <div className="hs-faint">
          {t('bill_foreign')} <Sum n={day.foreignPayments} fen={day.foreignPaid} />
        </div>
      )}
    </>
  );
}

function Sum({ n, fen }: { readonly n: number; readonly fen: number }) {
  const t = useOrderText();
  return (
    <span className="hs-nowrap">
      {t('bill_count', { count: n })} <Money fen={fen} />
    </span>
  );
}

function Outcome({ day }: { readonly day: Day }) {
  const t = useOrderText();
  const say = useWords();
  if (day.failure) return <StateTag tone="warn">{say(day.failure)}</StateTag>;
  if (day.checkedAt === null) return <StateTag tone="neutral">{t('bill_waits')}</StateTag>;
  if (day.differences === 0) return <StateTag tone="good">{t('bill_agrees')}</StateTag>;
  return <StateTag tone="bad">{t('bill_differs', { count: day.differences })}</StateTag>;
}

function Again({ day }: { readonly day: string }) {
  const t = useOrderText();
  const { busy, act } = useAct(['bill-days', 'money-differences', 'work']);
  return (
    <May call="POST /api/admin/money/days/:day/check">
      <Button
        size="small"
        loading={busy}
        onClick={() =>
          void act(async () => api('POST /api/admin/money/days/:day/check', { params: { day } }), t('bill_again_done'))
        }
      >
        {t('bill_again')}
      </Button>
    </May>
  );
}
