import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from './call.ts';
import { sendTo } from './goods.tsx';
import type { Host } from './host-port.ts';
import { Act, Notice, Skeleton } from './parts.tsx';
import { attempt } from './say.tsx';
import { useText } from './texts.ts';

type Where = { readonly host: Host; readonly customer: string | null };

/** What staff may give: into her wallet first, then a card that leads there. */
export function Coupons({ host, customer }: Where) {
  const t = useText();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['coupons'], queryFn: async () => call('GET /api/staff/coupons', {}) });
  if (query.isPending) return <Skeleton />;
  if (query.isError)
    return <Notice title={query.error.message} act={{ text: t('again'), act: () => void query.refetch() }} />;
  const { items, left } = query.data;
  if (items.length === 0) return <Notice title={t('no_coupon_set')} body={t('no_coupon_set_how')} />;
  const give = async (templateId: string) => {
    if (customer === null) return;
    await attempt(async () => {
      const params = { id: customer };
      const { given, send } = await call('POST /api/staff/customers/:id/coupons', { params, body: { templateId } });
      await sendTo(host, customer, send, { kind: 'coupon', of: templateId }, t(given ? 'sent' : 'given_before'));
    });
    await Promise.all(['coupons', 'customer'].map(async (one) => queries.invalidateQueries({ queryKey: [one] })));
  };
  return (
    <>
      <p className="hint">{customer === null ? t('send_nowhere') : t('give_left', { count: left })}</p>
      <ul className="tickets">
        {items.map(({ id, name, sentence, can }) => (
          <li key={id}>
            <div>
              <b>{name}</b>
              <small>{sentence}</small>
            </div>
            <Act kind="primary" disabled={customer === null || !can || left === 0} act={async () => give(id)}>
              {t(can ? 'give' : 'ended')}
            </Act>
          </li>
        ))}
      </ul>
    </>
  );
}
