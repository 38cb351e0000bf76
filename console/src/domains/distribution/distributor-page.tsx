import { distributionEntryKind, distributorMove, distributorState } from '@huoshui/contracts/words/distribution';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { moneyColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { type Distributor, nameOf, tones } from './distributor.ts';
import { Review } from './review.tsx';
import { useDistributionText } from './texts.ts';

type Entry = Answer<'GET /api/admin/distributors/:id/entries'>['items'][number];
type To = keyof typeof distributorMove;

export function DistributorPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['distributors', 'one', id],
    queryFn: async () => api('GET /api/admin/distributors/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(distributor) => <Shown distributor={distributor} />}</Loaded>;
}

function Shown({ distributor }: { readonly distributor: Distributor }) {
  const t = useDistributionText();
  const say = useWords();
  const { state, frozen, balance, paid, customers, team } = distributor;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/distributors', label: t('distributors') }}
        title={nameOf(distributor)}
        state={<StateTag tone={tones[state]}>{say(distributorState[state])}</StateTag>}
        actions={<Actions distributor={distributor} />}
      />
      <KeyFigures
        figures={[
          { label: t('frozen'), value: <Money fen={frozen} />, note: t('frozen_note') },
          { label: t('balance'), value: <Money fen={balance} />, note: t('balance_note') },
          { label: t('paid'), value: <Money fen={paid} /> },
          { label: t('customers'), value: formatCount(customers), note: t('customers_note') },
          { label: t('team'), value: formatCount(team), note: t('team_note') },
        ]}
      />
      <div className="hs-split">
        <Ledger distributor={distributor} />
        <About distributor={distributor} />
      </div>
    </div>
  );
}

function About({ distributor }: { readonly distributor: Distributor }) {
  const t = useDistributionText();
  const { id, person, code, parent, reason, because, decidedBy, appliedAt, decidedAt } = distributor;
  return (
    <Panel title={t('about')}>
      <Facts
        facts={[
          { label: t('member'), value: <Link to={`/members/${person.memberId}`}>{nameOf(distributor)}</Link> },
          { label: t('code'), value: code },
          {
            label: t('parent'),
            value:
              parent === null ? '–' : <Link to={`/distributors/${parent.id}`}>{parent.nickname || parent.id}</Link>,
          },
          { label: t('applied'), value: <Time at={appliedAt} absolute /> },
          ...(reason === '' ? [] : [{ label: t('reason'), value: reason }]),
          ...(decidedAt === null
            ? []
            : [
                {
                  label: t('decided'),
                  value: (
                    <>
                      <Time at={decidedAt} absolute /> {decidedBy}
                    </>
                  ),
                },
              ]),
          ...(because === '' ? [] : [{ label: t('said'), value: because }]),
        ]}
      />
      <p>
        <Link to={`/commissions?distributor=${id}`}>{t('her_commissions')}</Link>
      </p>
    </Panel>
  );
}

function Ledger({ distributor: { id } }: { readonly distributor: Distributor }) {
  const t = useDistributionText();
  const say = useWords();
  return (
    <Panel title={t('ledger')} flush>
      <List<Entry>
        embedded
        name="distribution-entries"
        about={id}
        title={t('ledger')}
        load={async ({ cursor, limit }) =>
          api('GET /api/admin/distributors/:id/entries', { params: { id }, query: { cursor, limit } })
        }
        rowKey={(row) => row.id}
        columns={[
          textColumn('kind', t('kind'), (row) => say(distributionEntryKind[row.kind])),
          moneyColumn('frozen', t('frozen'), (row) => row.frozen),
          moneyColumn('balance', t('balance'), (row) => row.balance),
          textColumn('note', t('note'), (row) => row.note),
          timeColumn('at', t('at'), (row) => row.at),
        ]}
        empty={{ title: t('ledger_empty'), hint: t('ledger_hint') }}
      />
    </Panel>
  );
}

const ways: Readonly<Record<Distributor['state'], readonly To[]>> = {
  applied: [],
  active: ['suspended', 'ended'],
  suspended: ['active', 'ended'],
  ended: ['active'],
  refused: [],
};

function Actions({ distributor }: { readonly distributor: Distributor }) {
  return (
    <>
      {distributor.state === 'applied' && <Review distributor={distributor} />}
      {ways[distributor.state].map((to) => (
        <Move key={to} distributor={distributor} to={to} />
      ))}
    </>
  );
}

const MOVE = 'POST /api/admin/distributors/:id/move';

/** What happens to whom, with the reason that colleagues read in the log. */
function Move({ distributor, to }: { readonly distributor: Distributor; readonly to: To }) {
  const t = useDistributionText();
  const say = useWords();
  const { busy, act } = useAct(['distributors']);
  const [open, setOpen] = useState(false);
  const [because, setBecause] = useState('');
  const move = async () => {
    const body = { to, because: because.trim() };
    if (await act(async () => api(MOVE, { params: { id: distributor.id }, body }), t('done'))) setOpen(false);
  };
  return (
    <May call={MOVE}>
      <Button danger={to === 'ended'} onClick={() => setOpen(true)}>
        {say(distributorMove[to])}
      </Button>
      <Modal
        open={open}
        title={t(`move_title_${to}`, { name: nameOf(distributor) })}
        onCancel={() => setOpen(false)}
        okText={say(distributorMove[to])}
        okButtonProps={{ danger: to !== 'active', disabled: because.trim() === '', loading: busy }}
        onOk={() => void move()}
      >
        {to !== 'active' && <p>{t('move_body')}</p>}
        <Input
          aria-label={t('move_because')}
          placeholder={t('move_because')}
          maxLength={100}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
        />
      </Modal>
    </May>
  );
}
