import { afterSaleKind } from '@huoshui/contracts/words/after-sales';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { RefundStateTag } from './order-state.tsx';
import { RefundActions } from './refund-actions.tsx';
import { RefundMessages } from './refund-messages.tsx';
import { RefundFacts, RefundGoods } from './refund-parts.tsx';
import { useRefundText } from './refund-texts.ts';
import { useOrderText } from './texts.ts';

export function useRefund(id: string) {
  return useQuery({
    queryKey: ['refunds', 'one', id],
    queryFn: async () => api('GET /api/admin/refunds/:id', { params: { id } }),
  });
}

export function RefundPage() {
  const t = useRefundText();
  const said = useOrderText();
  const say = useWords();
  const { id = '' } = useParams();
  return (
    <Loaded query={useRefund(id)}>
      {(refund) => (
        <div className="hs-page">
          <PageHead
            back={{ to: '/refunds', label: said('refund_title_list') }}
            title={`${refund.afterSale ? say(afterSaleKind[refund.afterSale.kind]) : t('page')} ${refund.orderNumber}`}
            state={<RefundStateTag refund={refund} />}
            actions={<RefundActions row={refund} keys />}
          />
          <div className="hs-split">
            <div>
              <RefundGoods refund={refund} />
              <RefundMessages refund={refund} />
            </div>
            <div>
              <RefundFacts refund={refund} />
            </div>
          </div>
        </div>
      )}
    </Loaded>
  );
}

/** The same beside the list. */
export function RefundDrawer({ id }: { readonly id: string }) {
  const t = useRefundText();
  return (
    <Loaded query={useRefund(id)}>
      {(refund) => (
        <div className="hs-stack" style={{ gap: 0 }}>
          <div className="hs-inline" style={{ justifyContent: 'space-between', marginBottom: 16 }}>
            <RefundActions row={refund} keys />
            <span className="hs-small hs-soft">{t('keys')}</span>
          </div>
          <RefundFacts refund={refund} />
          <RefundGoods refund={refund} />
          <RefundMessages refund={refund} />
        </div>
      )}
    </Loaded>
  );
}
