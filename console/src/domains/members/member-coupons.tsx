import { couponState } from '@huoshui/contracts/words/coupons';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useMemberText } from './texts.ts';
import { VoidIssued } from './void-issued.tsx';

type Coupon = Answer<'GET /api/admin/members/:id/coupons'>['items'][number];
const tones: Readonly<Record<Coupon['state'], Tone>> = {
  available: 'good',
  locked: 'info',
  used: 'neutral',
  expired: 'neutral',
  revoked: 'bad',
};

export function MemberCoupons({ memberId }: { readonly memberId: string }) {
  const t = useMemberText();
  const say = useWords();
  const load = useCallback(
    async ({ cursor, limit }: ListRequest) =>
      api('GET /api/admin/members/:id/coupons', { params: { id: memberId }, query: { cursor, limit } }),
    [memberId],
  );
  return (
    <List<Coupon>
      embedded
      name="coupons-of-member"
      title={t('coupons')}
      load={load}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          title: t('coupon'),
          render: (row) => <Link to={`/coupons/${row.templateId}`}>{row.name}</Link>,
          csv: (row) => row.name,
        },
        textColumn('rule', t('rule'), (row) => say(row.sentence)),
        {
          key: 'why',
          title: t('why'),
          render: (row) => <span className="hs-soft">{say(row.because)}</span>,
          csv: (row) => say(row.because),
        },
        stateColumn(
          'state',
          t('state'),
          (row) => say(couponState[row.state]),
          (row) => tones[row.state],
        ),
        timeColumn('valid', t('valid_to'), (row) => row.validTo),
        actsColumn((row) => row.state === 'available' && <VoidIssued id={row.id} name={row.name} />, 80),
      ]}
      empty={{ title: t('no_coupons'), hint: t('no_coupons_hint') }}
    />
  );
}
