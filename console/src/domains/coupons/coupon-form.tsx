import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Switch } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { May, useLocked } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { KeyFigures } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { CouponBatches } from './coupon-batches.tsx';
import { CouponFunnel } from './coupon-funnel.tsx';
import { CouponPreview } from './coupon-preview.tsx';
import { CouponStateTag, type CouponTemplate } from './coupon-state.tsx';
import { Issued } from './issued.tsx';
import { useCouponText } from './texts.ts';
import { VoidCoupon } from './void-coupon.tsx';

export function CouponForm() {
  const { id } = useParams();
  const form = useFormOf('coupons.template');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} coupon={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

type Definition = Answer<'GET /api/admin/forms/:name'>;

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['coupons', 'one', id],
    queryFn: async () => api('GET /api/admin/coupons/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(coupon) => <Editor form={form} coupon={coupon} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly coupon: CouponTemplate | null };

function Editor({ form: { fields, initial: start }, coupon }: EditorProps) {
  const t = useCouponText();
  const readOnly = useLocked(coupon === null ? 'POST /api/admin/coupons' : 'PUT /api/admin/coupons/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo(
    () => (coupon === null ? { ...start, startNow: true } : { ...start, ...filledIn(coupon.values) }),
    [coupon, start],
  );
  const own = (values: Draft): Draft => Object.fromEntries(fields.map(({ key }) => [key, values[key] ?? null]));
  const fixed = coupon !== null && coupon.issued > 0;
  const save = async ({ startNow, ...typed }: Draft) => {
    const values = own(typed);
    const saved =
      coupon === null
        ? await api('POST /api/admin/coupons', { body: { values, state: startNow === true ? 'active' : 'draft' } })
        : await api('PUT /api/admin/coupons/:id', {
            params: { id: coupon.id },
            body: { values },
            revision: coupon.revision,
          });
    await queries.invalidateQueries({ queryKey: ['coupons'] });
    if (coupon === null) await navigate(`/coupons/${saved.id}`);
  };
  const locked = readOnly ?? (coupon?.state === 'ended' ? t('ended_locked') : null);
  return (
    <FormPage<Draft>
      back={{ to: '/coupons', label: t('title') }}
      title={coupon === null ? t('new') : coupon.name}
      state={coupon && <CouponStateTag state={coupon.state} />}
      actions={coupon && <StateActions coupon={coupon} />}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <CouponPreview values={own(values)} />}
    >
      {coupon && fixed && <Result coupon={coupon} />}
      {coupon && fixed && <CouponFunnel couponId={coupon.id} />}
      {coupon && fixed && <CouponBatches couponId={coupon.id} />}
      {coupon?.voidReason && <Alert type="warning" showIcon title={t('void_told', { reason: coupon.voidReason })} />}
      {fixed && <Alert type="info" showIcon title={t('locked_rules', { count: formatCount(coupon.issued) })} />}
      <FormSection title={t('section_basic')}>
        <FormFields fields={fields} only={['name', 'note']} />
      </FormSection>
      <FormSection title={t('section_discount')} purpose={t('section_discount_purpose')}>
        <FormFields fields={fields} only={[...worth, 'scope', 'stack']} disabled={fixed} />
      </FormSection>
      <FormSection title={t('section_validity')}>
        <FormFields
          fields={fields}
          only={['validity', 'days', 'between', 'usable', 'weekdays', 'hourFrom', 'hourTo']}
          disabled={fixed}
        />
      </FormSection>
      <FormSection title={t('section_limit')} purpose={t('section_limit_purpose')}>
        <FormFields fields={fields} only={['channel', 'who', 'levels', 'total', 'perMember']} />
        {coupon === null && (
          <Form.Item name="startNow" valuePropName="checked" label={t('start_now')} layout="horizontal">
            <Switch />
          </Form.Item>
        )}
      </FormSection>
    </FormPage>
  );
}

const worth = ['kind', 'threshold', 'amount', 'percentOff', 'sku', 'price', 'cap'];

/** What a kind does not have starts as in a new coupon, should somebody turn to it. */
const filledIn = (values: Draft): Draft =>
  Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== null || !startsFilled.includes(key)));
const startsFilled = ['amount', 'percentOff', 'days', 'threshold', 'scope', 'price', 'weekdays', 'hourFrom', 'hourTo'];

function Result({ coupon }: { readonly coupon: CouponTemplate }) {
  const t = useCouponText();
  return (
    <KeyFigures
      figures={[
        { label: t('issued'), value: <Issued coupon={coupon} /> },
        { label: t('used'), value: formatCount(coupon.used), note: formatPercent(coupon.used / coupon.issued) },
        {
          label: t('cost'),
          value: <Money fen={coupon.cost} />,
          note: coupon.costEach === null ? undefined : t('cost_each_is', { each: formatYuan(coupon.costEach) }),
        },
        {
          label: t('gmv'),
          value: <Money fen={coupon.gmv} />,
          note: coupon.refunded === 0 ? undefined : t('refunded_is', { sum: formatYuan(coupon.refunded) }),
        },
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
      async () =>
        api('PUT /api/admin/coupons/:id/state', {
          params: { id: coupon.id },
          body: { state },
          revision: coupon.revision,
        }),
      t(state === 'active' ? 'activated' : 'ended_done'),
    );
  };
  return (
    <May call="PUT /api/admin/coupons/:id/state">
      <span className="hs-inline">
        {coupon.state === 'draft' && (
          <Button type="primary" loading={busy} onClick={() => void change('active')}>
            {t('activate')}
          </Button>
        )}
        <VoidCoupon coupon={coupon} />
        {coupon.state === 'active' && (
          <Button danger loading={busy} onClick={() => void change('ended')}>
            {t('end')}
          </Button>
        )}
      </span>
    </May>
  );
}
