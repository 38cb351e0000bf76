import { words } from '@huoshui/contracts/words';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, AutoComplete, Form, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import { api, type BodyOf } from '../../ground/api.ts';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import { couponField } from './give-coupon.tsx';
import { useMemberText } from './texts.ts';

export type Who = BodyOf<'POST /api/admin/member-batches/preview'>['who'];
type DialogProps = { readonly who: Who; readonly onClose: () => void };

type TagDeed = { readonly name: string; readonly reason: string };
const noTag: TagDeed = { name: '', reason: '' };

/** One tag for many, given or taken away. */
export function WithTag({ kind, who, onClose }: DialogProps & { readonly kind: 'tag' | 'untag' }) {
  const t = useMemberText();
  const go = useGo();
  const count = useCount(who);
  const tags = useQuery({ queryKey: ['tags'], queryFn: async () => api('GET /api/admin/tags') });
  const title = t(kind === 'tag' ? 'many_tag' : 'many_untag');
  const options = (tags.data?.items ?? []).map(({ name }) => ({ value: name, label: name }));
  return (
    <FormDialog<TagDeed>
      title={title}
      okText={title}
      width={460}
      disabled={!count.data}
      danger={kind === 'untag'}
      initial={noTag}
      onSave={async ({ name, reason }) =>
        go(
          await api(kind === 'tag' ? 'POST /api/admin/member-batches/tag' : 'POST /api/admin/member-batches/untag', {
            body: { who, expected: count.data?.members ?? 1, name: name.trim(), reason: reason.trim() },
          }),
        )
      }
      changed={['members', 'tags', 'member-batches', 'tasks']}
      done={t('batch_started')}
      onClose={onClose}
    >
      <HowMany members={count.data?.members} note={t('many_tag_note')} />
      <Form.Item name="name" label={t('tag_name')} rules={[{ required: true, whitespace: true, max: 30 }]}>
        {kind === 'tag' ? (
          <AutoComplete
            options={options}
            showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
          />
        ) : (
          <Select showSearch={{ optionFilterProp: 'label' }} options={options} loading={tags.isPending} />
        )}
      </Form.Item>
      <Reason />
    </FormDialog>
  );
}

type CouponDeed = {
  readonly templateId: string | null;
  readonly budgetId: string | null;
  readonly holdout: number | null;
  readonly reason: string;
  readonly said: string;
};
const noCoupon: CouponDeed = { templateId: null, budgetId: null, holdout: 10, reason: '', said: '' };
const moneyFields = [
  {
    key: 'budgetId',
    label: words('预算', 'Budget'),
    hint: words('预算用完就不再发放', 'Nothing more is given when it is used up'),
    kind: 'picker',
    of: 'budget',
    optional: true,
  },
  {
    key: 'holdout',
    label: words('对照组比例', 'Holdout'),
    hint: words('这些人不发，用来证明增量', 'They get none, to prove what it brings'),
    kind: 'percent',
    min: 0,
    max: 50,
    initial: 10,
  },
] as const;

/** One coupon each. */
export function WithCoupon({ who, onClose }: DialogProps) {
  const t = useMemberText();
  const go = useGo();
  const count = useCount(who);
  return (
    <FormDialog<CouponDeed>
      title={t('many_coupon')}
      okText={t('many_coupon')}
      width={460}
      disabled={!count.data}
      initial={noCoupon}
      onSave={async ({ templateId, budgetId, holdout, reason, said }) =>
        go(
          await api('POST /api/admin/member-batches/coupon', {
            body: {
              who,
              expected: count.data?.members ?? 1,
              templateId: templateId ?? '',
              ...(budgetId && { budgetId }),
              holdout: holdout ?? 0,
              reason: reason.trim(),
              said: said.trim(),
            },
          }),
        )
      }
      changed={['members', 'coupons', 'grants', 'member-batches', 'tasks']}
      done={t('batch_started')}
      onClose={onClose}
    >
      <HowManyCoupons who={who} members={count.data?.members} />
      <FormFields fields={[couponField, ...moneyFields]} />
      <Reason />
      <Form.Item name="said" label={t('give_said')} extra={t('give_said_hint')} rules={[{ max: 30 }]}>
        <Input placeholder={t('give_said_example')} />
      </Form.Item>
    </FormDialog>
  );
}

/** What it would come to, asked of the server as things stand: who is held out, for how many it suffices, what it costs. */
function HowManyCoupons({ who, members }: { readonly who: Who; readonly members: number | undefined }) {
  const t = useMemberText();
  const templateId = Form.useWatch<string | null | undefined>('templateId');
  const budgetId = Form.useWatch<string | null | undefined>('budgetId');
  const holdout = Form.useWatch<number | null | undefined>('holdout') ?? 0;
  const { data } = useQuery({
    queryKey: ['members', 'would-cost', who, templateId, budgetId, holdout],
    enabled: typeof templateId === 'string' && holdout >= 0 && holdout <= 50,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      api('POST /api/admin/member-batches/coupon/preview', {
        body: { who, templateId: templateId ?? '', ...(budgetId && { budgetId }), holdout },
      }),
  });
  if (!data || !templateId) return <HowMany members={members} />;
  const { given, cost, most, heldOut } = data;
  const figures = { given: formatCount(given), cost: formatYuan(cost) };
  const note = [
    most === null ? t('many_would_endless', figures) : t('many_would', { ...figures, most: formatYuan(most) }),
    ...(heldOut > 0 ? [t('many_held_out', { count: formatCount(heldOut) })] : []),
  ].join(' ');
  return <HowMany members={members} note={note} short={given < data.members - heldOut} />;
}

function Reason() {
  const t = useMemberText();
  return (
    <Form.Item name="reason" label={t('batch_reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
      <Input placeholder={t('batch_reason_hint')} />
    </Form.Item>
  );
}

type HowManyProps = { readonly members: number | undefined; readonly note?: string; readonly short?: boolean };

function HowMany({ members, note, short = false }: HowManyProps) {
  const t = useMemberText();
  return (
    <Alert
      type={short ? 'warning' : 'info'}
      showIcon
      style={{ marginBottom: 16 }}
      title={members === undefined ? t('many_counting') : t('many_for', { count: formatCount(members) })}
      description={note}
    />
  );
}

/** All of them are counted, further than a list counts. */
function useCount(who: Who) {
  return useQuery({
    queryKey: ['members', 'count', who],
    queryFn: async () => api('POST /api/admin/member-batches/preview', { body: { who } }),
  });
}

function useGo() {
  const navigate = useNavigate();
  return async ({ id }: { readonly id: string }) => navigate(`/member-batches/${id}`);
}
