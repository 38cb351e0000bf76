import { valuesOf } from '@huoshui/contracts/words';
import {
  payCouponMove as moves,
  payCouponFunding,
  type payCouponMove,
  payCouponState,
} from '@huoshui/contracts/words/paycoupons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link, useParams } from 'react-router';
import { api, fileAddress } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { Scorecard } from '../outcomes/index.ts';
import { type Given, givenTones, type Stock, StockStateTag } from './stock.tsx';
import { usePayCouponText } from './texts.ts';

const MOVE = 'POST /api/admin/pay-coupons/:id/move';

export function PayCouponPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['pay-coupons', 'one', id],
    queryFn: async () => api('GET /api/admin/pay-coupons/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(stock) => <Shown stock={stock} />}</Loaded>;
}

function Shown({ stock }: { readonly stock: Stock }) {
  const t = usePayCouponText();
  const say = useWords();
  const { name, state, trouble, given, total, sent, used, cost, back } = stock;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/pay-coupons', label: t('title') }}
        title={name}
        state={<StockStateTag state={state} />}
        actions={<Moves stock={stock} />}
      />
      {trouble !== null && <Alert type={state === 'refused' ? 'error' : 'warning'} showIcon title={say(trouble)} />}
      <KeyFigures
        figures={[
          { label: t('sent'), value: formatCount(sent) },
          { label: t('left'), value: formatCount(total - given) },
          { label: t('used'), value: formatCount(used), note: sent === 0 ? undefined : formatPercent(used / sent) },
          { label: t('cost'), value: <Money fen={cost} />, note: t('cost_note') },
          { label: t('back'), value: <Money fen={back} /> },
        ]}
      />
      {sent > 0 && <Scorecard kind="pay_coupon" id={stock.id} />}
      <div className="hs-split">
        <GivenList stock={stock} />
        <About stock={stock} />
      </div>
    </div>
  );
}

function About({ stock }: { readonly stock: Stock }) {
  const t = usePayCouponText();
  const say = useWords();
  const { sentence, funding, perMember, dayAmount, days, from, until, stockId, wechatSent, flowsRead } = stock;
  const same = wechatSent !== null && wechatSent.theirs === wechatSent.ours;
  return (
    <Panel title={t('about')}>
      <Facts
        facts={[
          { label: t('rule'), value: say(sentence) },
          { label: t('funding'), value: say(payCouponFunding[funding]) },
          { label: t('per_member'), value: t('per_member_is', { count: perMember }) },
          { label: t('day_amount'), value: dayAmount === null ? t('no_bound') : <Money fen={dayAmount} /> },
          {
            label: t('window'),
            value: (
              <>
                <Time at={from} absolute /> – <Time at={until} absolute />
                {days !== null && <div className="hs-small hs-soft">{t('days_is', { days })}</div>}
              </>
            ),
          },
          ...(stockId === null ? [] : [{ label: t('number'), value: stockId }]),
          {
            label: t('at_wechat'),
            value:
              wechatSent === null
                ? t('at_wechat_not_yet')
                : same
                  ? t('at_wechat_same', { count: formatCount(wechatSent.ours) })
                  : t('at_wechat_differs', { theirs: wechatSent.theirs, ours: wechatSent.ours }),
          },
          { label: t('flows'), value: t(flowsRead ? 'flows_read' : 'flows_later') },
        ]}
      />
      <p>
        <Link to="/reconciliation">{t('to_reconciliation')}</Link>
      </p>
    </Panel>
  );
}

function GivenList({ stock: { id } }: { readonly stock: Stock }) {
  const t = usePayCouponText();
  const say = useWords();
  const asked = ({ q, filters }: Pick<ListRequest, 'q' | 'filters'>) => ({
    q,
    state: oneOf(valuesOf(payCouponState), filters.state),
  });
  return (
    <Panel title={t('coupons')} flush>
      <List<Given>
        embedded
        name="pay-coupons-given"
        about={id}
        title={t('coupons')}
        searchHint={t('search_given')}
        load={async ({ cursor, limit, ...rest }) =>
          api('GET /api/admin/pay-coupons/:id/coupons', { params: { id }, query: { ...asked(rest), cursor, limit } })
        }
        file={(rest) => fileAddress('GET /api/admin/pay-coupons/:id/coupons.csv', { id }, asked(rest))}
        rowKey={(row) => row.id}
        filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(payCouponState, say) }]}
        columns={[
          {
            key: 'member',
            title: t('member'),
            render: ({ memberId, nickname }) => <Link to={`/members/${memberId}`}>{nickname || memberId}</Link>,
            csv: ({ nickname }) => nickname,
          },
          stateColumn(
            'state',
            t('state'),
            (row) => say(payCouponState[row.state]),
            (row) => givenTones[row.state],
          ),
          textColumn('because', t('because'), (row) => say(row.because)),
          textColumn('trouble', t('trouble'), ({ trouble }) => (trouble === null ? null : say(trouble))),
          moneyColumn('saving', t('saving'), (row) => (row.state === 'used' ? row.saving : null)),
          moneyColumn('back', t('back'), (row) => (row.back === 0 ? null : row.back)),
          {
            key: 'order',
            title: t('order'),
            render: ({ orderId }) => (orderId === null ? '–' : <Link to={`/orders/${orderId}`}>{t('see_order')}</Link>),
            csv: ({ orderId }) => orderId ?? '',
          },
          timeColumn('given', t('given_at'), (row) => row.givenAt),
          timeColumn('used', t('used_at'), (row) => row.usedAt, { hidden: true }),
          textColumn('number', t('coupon_id'), (row) => row.couponId, { hidden: true }),
        ]}
        empty={{ title: t('given_empty'), hint: t('given_empty_hint') }}
      />
    </Panel>
  );
}

function Moves({ stock }: { readonly stock: Stock }) {
  const t = usePayCouponText();
  const say = useWords();
  const confirm = useConfirm();
  const { busy, act } = useAct(['pay-coupons']);
  const { id, name, state, amount, total, sent, funding } = stock;
  const ask = {
    start: {
      title: t('start_title', { name }),
      body: t(funding === 'prepaid' ? 'start_body_prepaid' : 'start_body_settled', {
        count: formatCount(total),
        amount: formatYuan(amount),
        budget: formatYuan(amount * total),
      }),
    },
    pause: { title: t('pause_title', { name }), body: t('pause_body', { count: formatCount(sent) }) },
  };
  const go = async (move: keyof typeof payCouponMove) => {
    const label = say(moves[move]);
    if (move !== 'restart' && !(await confirm({ ...ask[move], ok: label }))) return;
    await act(async () => api(MOVE, { params: { id }, body: { move } }), t('done'));
  };
  return (
    <May call={MOVE}>
      <span className="hs-inline">
        {state === 'ready' && (
          <Button type="primary" loading={busy} onClick={() => void go('start')}>
            {say(moves.start)}
          </Button>
        )}
        {state === 'running' && (
          <Button loading={busy} onClick={() => void go('pause')}>
            {say(moves.pause)}
          </Button>
        )}
        {state === 'paused' && (
          <Button type="primary" loading={busy} onClick={() => void go('restart')}>
            {say(moves.restart)}
          </Button>
        )}
      </span>
    </May>
  );
}
