import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { Allowed, useCan } from '../../ground/session.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { KeyFigures } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { FormPage } from '../../ui/form/form-page.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { CouponFields } from './coupon-fields.tsx';
import { CouponPreview } from './coupon-preview.tsx';
import { mostCost } from './coupon-sentence.ts';
import { CouponStateTag, type CouponTemplate } from './coupon-state.tsx';
import { bodyOf, type CouponValues, newCoupon, valuesOf } from './coupon-values.ts';
import { useCouponText } from './texts.ts';

export function CouponForm() {
  const { id } = useParams();
  return id === undefined ? <Editor coupon={null} /> : <Existing id={id} />;
}

function Existing({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['coupons', 'one', id],
    queryFn: async () => api('GET /api/admin/coupons/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(coupon) => <Editor coupon={coupon} />}</Loaded>;
}

function Editor({ coupon }: { readonly coupon: CouponTemplate | null }) {
  const t = useCouponText();
  const shared = useSharedText();
  const can = useCan();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo(() => (coupon === null ? newCoupon : valuesOf(coupon)), [coupon]);
  const fixed = coupon !== null && coupon.issued > 0;
  const save = async (values: CouponValues) => {
    const body = bodyOf(values);
    if (body === null) throw new Error('the form let an incomplete coupon through');
    const saved =
      coupon === null
        ? await api('POST /api/admin/coupons', { body: { ...body, state: values.startNow ? 'active' : 'draft' } })
        : await api('PUT /api/admin/coupons/:id', { params: { id: coupon.id }, body, revision: coupon.revision });
    await queries.invalidateQueries({ queryKey: ['coupons'] });
    if (coupon === null) await navigate(`/coupons/${saved.id}`);
  };
  const locked = !can('coupons.write')
    ? shared('no_permission', { permission: 'coupons.write' })
    : coupon?.state === 'ended'
      ? t('ended_locked')
      : null;
  return (
    <FormPage<CouponValues>
      back={{ to: '/coupons', label: t('title') }}
      title={coupon === null ? t('new') : coupon.name}
      state={coupon && <CouponStateTag state={coupon.state} />}
      actions={coupon && <StateActions coupon={coupon} />}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <CouponPreview values={values} />}
      consequence={(values) => <Consequence values={values} />}
    >
      {coupon && fixed && <Result coupon={coupon} />}
      {fixed && <Alert type="info" showIcon title={t('locked_rules', { count: formatCount(coupon.issued) })} />}
      <CouponFields fixed={fixed} isNew={coupon === null} />
    </FormPage>
  );
}

function Consequence({ values }: { readonly values: CouponValues }) {
  const t = useCouponText();
  const body = bodyOf(values);
  const most = body === null ? null : mostCost(body);
  return most === null ? null : t('most_cost', { amount: formatYuan(most) });
}

function Result({ coupon }: { readonly coupon: CouponTemplate }) {
  const t = useCouponText();
  return (
    <KeyFigures
      figures={[
        { label: t('issued'), value: formatCount(coupon.issued) },
        { label: t('used'), value: formatCount(coupon.used), note: formatPercent(coupon.used / coupon.issued) },
        { label: t('cost'), value: <Money fen={coupon.cost} /> },
        { label: t('gmv'), value: <Money fen={coupon.gmv} /> },
      ]}
    />
  );
}

function StateActions({ coupon }: { readonly coupon: CouponTemplate }) {
  const t = useCouponText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['coupons']);
  const change = async (state: 'active' | 'ended') => {
    if (
      state === 'ended' &&
      !(await confirm({
        title: t('end_title', { name: coupon.name }),
        body: t('end_body', { count: formatCount(coupon.issued) }),
        ok: t('end'),
        danger: true,
      }))
    )
      return;
    await act(
      async () => api('PUT /api/admin/coupons/:id/state', { params: { id: coupon.id }, body: { state } }),
      t(state === 'active' ? 'activated' : 'ended_done'),
    );
  };
  return (
    <Allowed permission="coupons.write">
      {(disabled) => (
        <span className="hs-inline">
          {coupon.state === 'draft' && (
            <Button type="primary" disabled={disabled} loading={busy} onClick={() => void change('active')}>
              {t('activate')}
            </Button>
          )}
          {coupon.state === 'active' && (
            <Button danger disabled={disabled} loading={busy} onClick={() => void change('ended')}>
              {t('end')}
            </Button>
          )}
        </span>
      )}
    </Allowed>
  );
}
