import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Radio } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { Allowed, useCan } from '../../ground/session.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { DayRangeInput } from '../../ui/form/day-range-input.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageError } from '../../ui/page-error.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { CategoryPicker, ProductPicker } from '../catalog/pickers.tsx';
import { PromotionStateTag } from './promotion-list.tsx';
import { PromotionPreview } from './promotion-preview.tsx';
import {
  bodyOf,
  newPromotion,
  type Promotion,
  type PromotionValues,
  type Tier,
  tiersAreSound,
  valuesOf,
} from './promotion-values.ts';
import { usePricingText } from './texts.ts';
import { TiersInput } from './tiers-input.tsx';

export function PromotionForm() {
  const { id } = useParams();
  return id === undefined ? <Editor promotion={null} /> : <Existing id={id} />;
}

/** There is no route for one promotion: few exist, so the list is read. */
function Existing({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['promotions', 'all'],
    queryFn: async () => api('GET /api/admin/promotions', { query: { limit: 200 } }),
  });
  return (
    <Loaded query={query}>
      {({ items }) => {
        const promotion = items.find((row) => row.id === id);
        return promotion === undefined ? <PageError /> : <Editor promotion={promotion} />;
      }}
    </Loaded>
  );
}

function Editor({ promotion }: { readonly promotion: Promotion | null }) {
  const t = usePricingText();
  const shared = useSharedText();
  const can = useCan();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo(() => (promotion === null ? newPromotion : valuesOf(promotion)), [promotion]);
  const save = async (values: PromotionValues) => {
    const body = bodyOf(values);
    if (body === null) throw new Error('the form let an incomplete promotion through');
    if (promotion === null) await api('POST /api/admin/promotions', { body });
    else await api('PUT /api/admin/promotions/:id', { params: { id: promotion.id }, body });
    await queries.invalidateQueries({ queryKey: ['promotions'] });
    if (promotion === null) await navigate('/promotions');
  };
  const locked = !can('pricing.write')
    ? shared('no_permission', { permission: 'pricing.write' })
    : promotion?.state === 'ended'
      ? t('ended_locked')
      : null;
  return (
    <FormPage<PromotionValues>
      back={{ to: '/promotions', label: t('title') }}
      title={promotion === null ? t('new') : promotion.name}
      state={promotion && <PromotionStateTag state={promotion.state} />}
      actions={promotion && promotion.state !== 'ended' && <EndButton promotion={promotion} />}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <PromotionPreview values={values} />}
    >
      <Fields />
    </FormPage>
  );
}

function Fields() {
  const t = usePricingText();
  const scope = Form.useWatch<PromotionValues['scopeKind']>('scopeKind');
  return (
    <>
      <FormSection title={t('section_basic')}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, max: 20 }]}>
          <Input maxLength={20} showCount placeholder={t('name_hint')} />
        </Form.Item>
        <Form.Item name="days" label={t('time')} rules={[{ required: true }]}>
          <DayRangeInput />
        </Form.Item>
      </FormSection>
      <FormSection title={t('section_tiers')} purpose={t('section_tiers_purpose')}>
        <Form.Item
          name="tiers"
          rules={[
            {
              validator: async (_, tiers: readonly Tier[]) => {
                if (!tiersAreSound(tiers)) throw new Error(t('tier_rule'));
              },
            },
          ]}
        >
          <TiersInput />
        </Form.Item>
      </FormSection>
      <FormSection title={t('section_scope')}>
        <Form.Item name="scopeKind">
          <Radio.Group
            options={(['all', 'categories', 'products'] as const).map((value) => ({
              value,
              label: t(`scope_${value}`),
            }))}
          />
        </Form.Item>
        {scope === 'categories' && (
          <Form.Item name="categoryIds" rules={[{ required: true, message: t('scope_pick') }]}>
            <CategoryPicker />
          </Form.Item>
        )}
        {scope === 'products' && (
          <Form.Item name="productIds" rules={[{ required: true, message: t('scope_pick') }]}>
            <ProductPicker />
          </Form.Item>
        )}
      </FormSection>
    </>
  );
}

function EndButton({ promotion }: { readonly promotion: Promotion }) {
  const t = usePricingText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['promotions']);
  const end = async () => {
    if (
      !(await confirm({
        title: t('end_title', { name: promotion.name }),
        body: t('end_body'),
        ok: t('end'),
        danger: true,
      }))
    )
      return;
    await act(
      async () =>
        api('PUT /api/admin/promotions/:id/state', { params: { id: promotion.id }, body: { state: 'ended' } }),
      t('ended_done'),
    );
  };
  return (
    <Allowed permission="pricing.write">
      {(disabled) => (
        <Button danger disabled={disabled} loading={busy} onClick={() => void end()}>
          {t('end')}
        </Button>
      )}
    </Allowed>
  );
}
