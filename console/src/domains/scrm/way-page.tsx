import { contactWayState } from '@huoshui/contracts/words/scrm';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useAct } from '../../ui/act.ts';
import { asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { MoneyCompact, Time } from '../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { type DayRange, lastDays } from '../../ui/report/day-range.ts';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useScrmText } from './texts.ts';
import type { ContactWay } from './way-list.tsx';
import { WelcomesSent } from './welcomes-sent.tsx';
import './scrm.css';

type Figures = Answer<'GET /api/admin/contact-ways/:id/figures'>;

export function WayPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['contact-ways', 'one', id],
    queryFn: async () => api('GET /api/admin/contact-ways/:id', { params: { id } }),
    // While WeCom makes a code there is something to wait for.
    refetchInterval: ({ state: { data } }) => (data?.staff.some(isBeingMade) ? 15_000 : false),
  });
  return <Loaded query={query}>{(way) => <Shown way={way} />}</Loaded>;
}

const isBeingMade = ({ picture, trouble }: ContactWay['staff'][number]) => picture === null && trouble === null;

function Shown({ way }: { readonly way: ContactWay }) {
  const t = useScrmText();
  const say = useWords();
  const live = way.state === 'live';
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/contact-ways', label: t('ways_title') }}
        title={way.name}
        state={<StateTag tone={live ? 'good' : 'neutral'}>{say(contactWayState[way.state])}</StateTag>}
        actions={<Actions way={way} />}
      />
      <div className="hs-split">
        <Results way={way} />
        <div>
          <Panel title={t('way_does')}>
            <Facts
              facts={[
                { label: t('way_does'), value: say(way.sentence) },
                { label: t('way_friends'), value: formatCount(way.friends) },
                { label: t('created'), value: <Time at={way.createdAt} absolute /> },
              ]}
            />
            <p className="hs-soft">{t('make_code_hint')}</p>
            <Link to="/codes/new">{t('make_code')}</Link>
          </Panel>
          <Panel title={t('way_staff')}>
            <Codes way={way} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

/** The codes of its members, as WeCom made them: each adds one person. */
function Codes({ way }: { readonly way: ContactWay }) {
  const t = useScrmText();
  const say = useWords();
  return (
    <div className="hs-way-codes">
      {way.staff.map(({ userid, name, picture, trouble }) => (
        <figure key={userid}>
          {picture !== null && <img src={picture} alt={t('code_of', { name })} />}
          {picture === null && trouble === null && <span className="hs-faint">{t('being_made')}</span>}
          {trouble !== null && <Alert type="error" title={say(trouble)} />}
          <figcaption>{name}</figcaption>
        </figure>
      ))}
    </div>
  );
}

function Actions({ way }: { readonly way: ContactWay }) {
  const t = useScrmText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['contact-ways']);
  const archived = way.state === 'live';
  const archive = async () => {
    const sure =
      !archived ||
      (await confirm({ title: t('archive_ask', { name: way.name }), body: t('archive_body'), ok: t('archive') }));
    if (sure)
      await act(
        async () => api('POST /api/admin/contact-ways/:id/archiving', { params: { id: way.id }, body: { archived } }),
        t(archived ? 'archived_done' : 'restored_done'),
      );
  };
  return (
    <>
      <May call="POST /api/admin/contact-ways/:id/archiving">
        <Button loading={busy} onClick={() => void archive()}>
          {t(archived ? 'archive' : 'restore')}
        </Button>
      </May>
      <May call="PUT /api/admin/contact-ways/:id">
        <Button type="primary" onClick={() => void navigate(`/contact-ways/${way.id}/edit`)}>
          {t('edit')}
        </Button>
      </May>
    </>
  );
}

const shapes = { range: asRange };

/** From the scan to the money: who opened it, who became a friend, who bought. */
function Results({ way }: { readonly way: ContactWay }) {
  const [{ range }, change] = useAddress(shapes, { range: lastDays(30) });
  const query = useQuery({
    queryKey: ['contact-ways', 'figures', way.id, range],
    queryFn: async () => api('GET /api/admin/contact-ways/:id/figures', { params: { id: way.id }, query: range }),
    placeholderData: keepPreviousData,
  });
  return (
    <div>
      <div className="hs-inline" style={{ marginBottom: 12 }}>
        <RangeChoice value={range} onChange={(next) => change({ range: next })} />
      </div>
      <Loaded query={query}>{(figures) => <Told way={way} range={range} figures={figures} />}</Loaded>
    </div>
  );
}

type ToldProps = { readonly way: ContactWay; readonly range: DayRange; readonly figures: Figures };

function Told({ way, range, figures: { whole, days, welcomes } }: ToldProps) {
  const t = useScrmText();
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: days.map(({ day }) => day.slice(5)),
      series: [
        { name: t('visits'), values: days.map(({ figures }) => figures.visits) },
        { name: t('added'), values: days.map(({ figures }) => figures.added) },
        { name: t('first_orders'), values: days.map(({ figures }) => figures.firstOrders) },
      ],
      format: formatCount,
    }),
    [days, t],
  );
  const people = (who: string, count: number) => (
    <PeopleLink of="scrm.way" values={{ range, way: way.id, who }} count={count} />
  );
  const rate = whole.visitors === 0 ? '–' : formatPercent(whole.added / whole.visitors);
  return (
    <>
      <KeyFigures
        figures={[
          { label: t('visits'), value: formatCount(whole.visits) },
          { label: t('visitors'), value: people('visitors', whole.visitors) },
          { label: t('added'), value: people('added', whole.added), note: t('add_rate', { rate }) },
          { label: t('joined'), value: people('joined', whole.joined) },
          { label: t('first_orders'), value: people('first', whole.firstOrders) },
          { label: t('orders'), value: formatCount(whole.orders), note: t('since_added') },
          {
            label: t('gmv'),
            value: <MoneyCompact fen={whole.gmv} />,
            note: t('spent_is', { sum: formatYuan(whole.spent) }),
          },
        ]}
      />
      <Panel title={t('by_day')}>
        <Chart spec={spec} label={t('by_day')} height={260} />
      </Panel>
      <WelcomesSent figures={welcomes} />
    </>
  );
}
