import { refundOrigin } from '@huoshui/contracts/words/orders';
import { Link } from 'react-router';
import type { Answer } from '../../ground/api.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { formatYuan } from '../../ui/format.ts';
import { now } from '../../ui/now.ts';
import { Picture } from '../../ui/picture.tsx';
import { Grid } from '../../ui/report/grid.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { Pictures } from './refund-messages.tsx';
import { RefundAmount } from './refund-sum.tsx';
import { useRefundText } from './refund-texts.ts';
import { useOrderText } from './texts.ts';

type Shown = Answer<'GET /api/admin/refunds/:id'>;

/** Whom it is about, why, how much, and where its parcels are. */
export function RefundFacts({ refund }: { readonly refund: Shown }) {
  const t = useRefundText();
  const said = useOrderText();
  const say = useWords();
  const { afterSale } = refund;
  return (
    <Panel title={t('progress')}>
      <Facts
        facts={[
          ...(refund.orderId === ''
            ? []
            : [{ label: t('order'), value: <Link to={`/orders/${refund.orderId}`}>{refund.orderNumber}</Link> }]),
          ...(refund.memberId === null
            ? []
            : [{ label: said('member'), value: <Link to={`/members/${refund.memberId}`}>{refund.memberName}</Link> }]),
          { label: t('worth'), value: <RefundAmount refund={refund} /> },
          ...(afterSale?.dueAt ? [{ label: t('due'), value: <Due afterSale={afterSale} /> }] : []),
          { label: said('origin'), value: say(refundOrigin[refund.origin]) },
          { label: t('why'), value: say(refund.reason) },
          ...(refund.reply === '' ? [] : [{ label: said('reply'), value: refund.reply }]),
          ...(refund.failure ? [{ label: said('refund_state'), value: say(refund.failure) }] : []),
          ...(afterSale?.returnTo ? [{ label: t('return_to'), value: afterSale.returnTo }] : []),
          ...(refund.state === 'returning' || afterSale?.back
            ? [
                {
                  label: t('back_parcel'),
                  value: afterSale?.back ? (
                    <span className="hs-code">{`${afterSale.back.company} ${afterSale.back.waybill}`}</span>
                  ) : (
                    t('not_sent_back')
                  ),
                },
              ]
            : []),
          ...(afterSale?.cameAt ? [{ label: t('came_at'), value: <Time at={afterSale.cameAt} absolute /> }] : []),
          ...(afterSale?.sent
            ? [
                {
                  label: t('sent_parcel'),
                  value: <span className="hs-code">{`${afterSale.sent.company} ${afterSale.sent.waybill ?? ''}`}</span>,
                },
              ]
            : []),
          { label: said('created_at'), value: <Time at={refund.createdAt} absolute /> },
        ]}
      />
      {afterSale && afterSale.pictures.length > 0 && (
        <div style={{ marginTop: 12 }}>
          <span className="hs-small hs-soft">{t('pictures')}</span>
          <Pictures urls={afterSale.pictures} />
        </div>
      )}
    </Panel>
  );
}

export function RefundGoods({ refund }: { readonly refund: Shown }) {
  const t = useRefundText();
  if (refund.lines.length === 0) return null;
  return (
    <Panel title={t('asked_goods')} flush>
      <Grid
        rows={refund.lines}
        rowKey={(line) => line.lineId}
        columns={[
          {
            title: t('asked_goods'),
            render: (line) => {
              const { image = null, values = [] } = refund.goods.find(({ lineId }) => lineId === line.lineId) ?? {};
              return (
                <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
                  <Picture src={image} size={40} />
                  <span className="hs-two-lines">
                    <span>{line.name}</span>
                    <span className="hs-faint hs-small">{values.join(' / ')}</span>
                    {line.charged > 0 && (
                      <span className="hs-small hs-soft">
                        {t('gift_charged', { amount: formatYuan(line.charged) })}
                      </span>
                    )}
                  </span>
                </span>
              );
            },
          },
          { title: t('units'), number: true, render: (line) => line.quantity },
          { title: t('worth'), number: true, render: (line) => <Money fen={line.amount} /> },
        ]}
      />
    </Panel>
  );
}

/** By when somebody should act; what is over stands out. */
export function Due({
  afterSale,
}: {
  readonly afterSale: Pick<NonNullable<Shown['afterSale']>, 'dueAt' | 'byItself'>;
}) {
  const t = useRefundText();
  const { dueAt, byItself } = afterSale;
  if (dueAt === null) return <span className="hs-faint">–</span>;
  const over = new Date(dueAt).getTime() <= now().getTime();
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
      <Time at={dueAt} />
      {over && <StateTag tone="bad">{t('overdue')}</StateTag>}
      {!over && byItself && <span className="hs-small hs-soft">{t('due_by_itself')}</span>}
    </span>
  );
}
