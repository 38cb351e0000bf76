import { valuesOf } from '@huoshui/contracts/words';
import { productCouponState } from '@huoshui/contracts/words/paycoupons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { oneOf } from '../../ui/list/column.ts';
import { stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { couponTones, type Product, type ProductCoupon, ProductStateTag } from './product.tsx';
import { useProductText } from './product-texts.ts';

const STOP = 'POST /api/admin/product-coupons/:id/stop';

export function ProductPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['product-coupons', 'one', id],
    queryFn: async () => api('GET /api/admin/product-coupons/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(product) => <Shown product={product} />}</Loaded>;
}

function Shown({ product }: { readonly product: Product }) {
  const t = useProductText();
  const say = useWords();
  const { name, state, trouble, coupons, sent, used, waiting } = product;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/product-coupons', label: t('title') }}
        title={name}
        state={<ProductStateTag state={state} />}
        actions={<Stop product={product} />}
      />
      {trouble !== null && <Alert type={state === 'refused' ? 'error' : 'warning'} showIcon title={say(trouble)} />}
      <KeyFigures
        figures={[
          { label: t('coupons'), value: formatCount(coupons), note: t('coupons_note') },
          { label: t('sent'), value: formatCount(sent) },
          { label: t('used'), value: formatCount(used) },
          {
            label: t('waiting'),
            value: formatCount(waiting),
            note: waiting === 0 ? undefined : t('waiting_note'),
          },
        ]}
      />
      <div className="hs-split">
        <InWhose product={product} />
        <About product={product} />
      </div>
    </div>
  );
}

function About({ product }: { readonly product: Product }) {
  const t = useProductText();
  const say = useWords();
  const { sentence, templateId, days, from, until, stockId, wechatSent } = product;
  const same = wechatSent !== null && wechatSent.theirs === wechatSent.ours;
  return (
    <Panel title={t('about')}>
      <Facts
        facts={[
          { label: t('coupon'), value: <Link to={`/coupons/${templateId}`}>{t('see_coupon')}</Link> },
          { label: t('rule'), value: say(sentence) },
          {
            label: t('window'),
            value: (
              <>
                <Time at={from} absolute /> – <Time at={until} absolute />
              </>
            ),
          },
          ...(days === null ? [] : [{ label: t('days'), value: t('days_is', { days }) }]),
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
        ]}
      />
    </Panel>
  );
}

function InWhose({ product: { id } }: { readonly product: Product }) {
  const t = useProductText();
  const say = useWords();
  return (
    <Panel title={t('list')} flush>
      <List<ProductCoupon>
        embedded
        name="product-coupons-of"
        about={id}
        title={t('list')}
        searchHint={t('search_list')}
        load={async ({ q, cursor, limit, filters }) =>
          api('GET /api/admin/product-coupons/:id/coupons', {
            params: { id },
            query: {
              ...{ q, cursor, limit, state: oneOf(valuesOf(productCouponState), filters.state) },
              trouble: filters.trouble === 'yes' ? true : undefined,
            },
          })
        }
        rowKey={(row) => row.code}
        filters={[
          { key: 'state', kind: 'choice', label: t('in_wechat'), options: optionsOf(productCouponState, say) },
          { key: 'trouble', kind: 'choice', label: t('note'), options: [{ value: 'yes', label: t('trouble') }] },
        ]}
        columns={[
          {
            key: 'member',
            title: t('member'),
            render: ({ memberId, nickname }) => <Link to={`/members/${memberId}`}>{nickname || memberId}</Link>,
            csv: ({ nickname }) => nickname,
          },
          stateColumn(
            'state',
            t('in_wechat'),
            (row) => say(productCouponState[row.state]),
            (row) => couponTones[row.state],
          ),
          textColumn('note', t('note'), ({ trouble }) => (trouble === null ? null : say(trouble))),
          timeColumn('valid', t('valid_to'), (row) => row.validTo),
          timeColumn('issued', t('issued'), (row) => row.createdAt),
          textColumn('payment', t('payment'), (row) => row.transactionId, { hidden: true }),
          textColumn('code', t('code'), (row) => row.code, { hidden: true }),
        ]}
        empty={{ title: t('list_empty'), hint: t('list_empty_hint') }}
      />
    </Panel>
  );
}

function Stop({ product: { id, name, state, sent } }: { readonly product: Product }) {
  const t = useProductText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['product-coupons']);
  if (state !== 'running' && state !== 'auditing') return null;
  const stop = async () => {
    const asked = {
      title: t('stop_title', { name }),
      body: t('stop_body', { count: formatCount(sent) }),
      ok: t('stop'),
    };
    if (await confirm(asked)) await act(async () => api(STOP, { params: { id } }), t('stopped'));
  };
  return (
    <May call={STOP}>
      <Button loading={busy} onClick={() => void stop()}>
        {t('stop')}
      </Button>
    </May>
  );
}
