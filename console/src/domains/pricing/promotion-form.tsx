import { words } from '@huoshui/contracts/words';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May, useLocked } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Unfinished } from '../../ui/form/unfinished.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { KindChoice } from './kind-choice.tsx';
import { PromotionStateTag } from './promotion-list.tsx';
import { PromotionPreview } from './promotion-preview.tsx';
import {
  bodyOf,
  fieldsOf,
  type Kind,
  newPromotion,
  type Promotion,
  type PromotionValues,
  valuesOf,
} from './promotion-values.ts';
import { usePricingText } from './texts.ts';

export function PromotionForm() {
  const { id } = useParams();
  const kit = useQuery({
    queryKey: ['promotions', 'kit'],
    queryFn: async () => api('GET /api/admin/promotions/kit', {}),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loaded query={kit}>
      {({ kinds }) =>
        id === undefined ? <Editor kinds={kinds} promotion={null} /> : <Existing kinds={kinds} id={id} />
      }
    </Loaded>
  );
}

function Existing({ kinds, id }: { readonly kinds: readonly Kind[]; readonly id: string }) {
  const query = useQuery({
    queryKey: ['promotions', 'one', id],
    queryFn: async () => api('GET /api/admin/promotions/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(promotion) => <Editor kinds={kinds} promotion={promotion} />}</Loaded>;
}

type EditorProps = { readonly kinds: readonly Kind[]; readonly promotion: Promotion | null };

function Editor({ kinds, promotion }: EditorProps) {
  const t = usePricingText();
  const readOnly = useLocked(promotion === null ? 'POST /api/admin/promotions' : 'PUT /api/admin/promotions/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo(() => (promotion === null ? newPromotion(kinds) : valuesOf(promotion)), [kinds, promotion]);
  const save = async (values: PromotionValues) => {
    const body = bodyOf(
      kinds.find(({ kind }) => kind === values.kind),
      values,
      promotion,
    );
    if (body === null) throw new Unfinished([{ at: 'days', words: daysMissing }]);
    if (promotion === null) await api('POST /api/admin/promotions', { body });
    else
      await api('PUT /api/admin/promotions/:id', { params: { id: promotion.id }, body, revision: promotion.revision });
    await queries.invalidateQueries({ queryKey: ['promotions'] });
    if (promotion === null) await navigate('/promotions');
  };
  const locked = readOnly ?? (promotion?.state === 'ended' ? t('ended_locked') : null);
  return (
    <FormPage<PromotionValues>
      back={{ to: '/promotions', label: t('title') }}
      title={promotion === null ? t('new') : promotion.name}
      state={promotion && <PromotionStateTag state={promotion.state} />}
      actions={promotion && promotion.state !== 'ended' && <EndButton promotion={promotion} />}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={() => <PromotionPreview kinds={kinds} {...(promotion === null ? {} : { id: promotion.id })} />}
    >
      <Fields kinds={kinds} />
    </FormPage>
  );
}

/** Its time is the rule's, not the kind's: both ends are days as people say them, instants where it is kept. */
const daysField = { key: 'days', label: words('活动时间', 'Runs'), kind: 'day_range' } as const;
const daysMissing = words('请选择活动时间', 'Choose when it runs');

function Fields({ kinds }: { readonly kinds: readonly Kind[] }) {
  const t = usePricingText();
  const chosen = Form.useWatch<string | undefined>('kind');
  const kind = kinds.find((one) => one.kind === chosen);
  const { own, beside } = fieldsOf(kind);
  return (
    <>
      <FormSection title={t('section_kind')}>
        <KindChoice kinds={kinds} />
      </FormSection>
      <FormSection title={t('section_rule')}>
        {kind && <FormFields key={kind.kind} fields={own} />}
        <FormFields fields={[daysField]} />
      </FormSection>
      {beside.length > 0 && (
        <FormSection title={t('section_beside')} purpose={t('section_beside_why')}>
          <FormFields key={kind?.kind} fields={beside} />
        </FormSection>
      )}
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
        api('PUT /api/admin/promotions/:id/state', {
          params: { id: promotion.id },
          body: { state: 'ended' },
          revision: promotion.revision,
        }),
      t('ended_done'),
    );
  };
  return (
    <May call="PUT /api/admin/promotions/:id/state">
      <Button danger loading={busy} onClick={() => void end()}>
        {t('end')}
      </Button>
    </May>
  );
}
