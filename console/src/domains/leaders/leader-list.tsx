import { valuesOf } from '@huoshui/contracts/words';
import { leaderState, leaderWay } from '@huoshui/contracts/words/leaders';
import { App, Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, countColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { ScorecardButton } from '../outcomes/index.ts';
import { isWaiting, type Leader, nameOf, tones } from './leader.ts';
import { Review } from './review.tsx';
import { useLeaderText } from './texts.ts';

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(leaderState), filters.state);
  return api('GET /api/admin/leaders', { query: { q, cursor, limit, state } });
}

export function LeaderList() {
  const t = useLeaderText();
  const say = useWords();
  const navigate = useNavigate();
  return (
    <List<Leader>
      name="leaders"
      title={t('leaders')}
      purpose={t('leaders_purpose')}
      searchHint={t('search_leader')}
      actions={
        <>
          <ScorecardButton kind="leaders" id="all" />
          <FindNow />
        </>
      }
      load={load}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate(`/leaders/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(leaderState, say) }]}
      columns={[
        textColumn('name', t('person'), nameOf),
        stateColumn(
          'state',
          t('state'),
          (row) => say(leaderState[row.state]),
          (row) => tones[row.state],
        ),
        textColumn('community', t('community'), (row) => row.community),
        textColumn('point', t('point'), ({ point }) => point?.name ?? null),
        countColumn('orders', t('orders'), (row) => row.orders),
        countColumn('neighbours', t('neighbours'), (row) => row.neighbours),
        countColumn('newcomers', t('newcomers'), (row) => row.newcomers),
        countColumn('counted', t('counted'), (row) => row.counted),
        moneyColumn('earned', t('earned'), (row) => row.earned),
        moneyColumn('frozen', t('frozen'), (row) => row.frozen),
        textColumn('way', t('way'), (row) => say(leaderWay[row.way]), { hidden: true }),
        textColumn('code', t('code'), (row) => row.code, { hidden: true }),
        timeColumn('since', t('since'), (row) => row.since),
        actsColumn((row) => isWaiting(row) && <Review leader={row} />, 90),
      ]}
      empty={{
        title: t('leaders_empty'),
        hint: t('leaders_hint'),
        action: <Link to="/leader-rules">{t('to_rules')}</Link>,
      }}
    />
  );
}

const PROPOSE = 'POST /api/admin/leaders/proposals';

/** Who meets the rule already, before anybody orders again. */
function FindNow() {
  const t = useLeaderText();
  const { message } = App.useApp();
  const { busy, act } = useAct(['leaders']);
  const find = async () => {
    await act(async () => {
      const { proposed } = await api(PROPOSE, { body: {} });
      void message.success(t('found', { n: proposed }));
    });
  };
  return (
    <May call={PROPOSE}>
      <Button loading={busy} onClick={() => void find()}>
        {t('find_now')}
      </Button>
    </May>
  );
}
