import { useQuery } from '@tanstack/react-query';
import { Alert, AutoComplete, Form, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import { api, type BodyOf } from '../../ground/api.ts';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatCount } from '../../ui/format.ts';
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

type CouponDeed = { readonly templateId: string | null; readonly reason: string; readonly said: string };
const noCoupon: CouponDeed = { templateId: null, reason: '', said: '' };

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
      onSave={async ({ templateId, reason, said }) =>
        go(
          await api('POST /api/admin/member-batches/coupon', {
            body: {
              who,
              expected: count.data?.members ?? 1,
              templateId: templateId ?? '',
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
      <HowManyCoupons members={count.data?.members} />
      <FormFields fields={[couponField]} />
      <Reason />
      <Form.Item name="said" label={t('give_said')} extra={t('give_said_hint')} rules={[{ max: 30 }]}>
        <Input placeholder={t('give_said_example')} />
      </Form.Item>
    </FormDialog>
  );
}

/** What there is of the coupon beside how many shall have it. */
function HowManyCoupons({ members }: { readonly members: number | undefined }) {
  const t = useMemberText();
  const id = Form.useWatch<string | null | undefined>('templateId');
  const { data } = useQuery({
    queryKey: ['coupons', 'one', id],
    enabled: typeof id === 'string',
    queryFn: async () => api('GET /api/admin/coupons/:id', { params: { id: id ?? '' } }),
  });
  if (!data || !id) return <HowMany members={members} />;
  const { total, issued, perMember: each } = data;
  const note =
    total === null
      ? t('many_coupon_each', { each })
      : t('many_coupon_left', { left: formatCount(total - issued), each });
  const short = total !== null && members !== undefined && total - issued < members;
  return <HowMany members={members} note={note} short={short} />;
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
