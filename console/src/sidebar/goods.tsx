import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatYuan } from '../ui/format.ts';
import { call } from './call.ts';
import type { Host, Sendable } from './host-port.ts';
import { Act, Notice, Skeleton } from './parts.tsx';
import { attempt, say } from './say.tsx';
import { pictureOf } from './shown.ts';
import { useText } from './texts.ts';

type Where = { readonly host: Host; readonly customer: string | null };

/** Goods on sale; one tap sends a card. */
export function Goods({ host, customer }: Where) {
  const t = useText();
  const [q, setQ] = useState('');
  const query = useQuery({
    queryKey: ['goods', q],
    queryFn: async () => call('GET /api/staff/goods', { query: { q } }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <input
        type="search"
        className="search"
        aria-label={t('search_goods')}
        placeholder={t('search_goods')}
        value={q}
        onChange={({ target }) => setQ(target.value)}
      />
      {customer === null && <p className="hint">{t('send_nowhere')}</p>}
      {query.isPending ? (
        <Skeleton />
      ) : query.isError ? (
        <Notice title={query.error.message} act={{ text: t('again'), act: () => void query.refetch() }} />
      ) : query.data.items.length === 0 ? (
        <Notice title={t('no_goods')} />
      ) : (
        <ul className="goods">
          {query.data.items.map(({ id, name, image, price, soldOut, send }) => (
            <li key={id}>
              {image === null ? <span className="blank" /> : <img src={pictureOf(image, 64)} alt="" loading="lazy" />}
              <div>
                <b>{name}</b>
                <span className="price">{formatYuan(price)}</span>
              </div>
              <Act
                kind="primary"
                disabled={customer === null || soldOut}
                act={async () => sendTo(host, customer, send, { kind: 'product', of: id }, t('sent'))}
              >
                {t(soldOut ? 'sold_out' : 'send')}
              </Act>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Into the chat, and then told; what is told in vain was sent nevertheless. */
export async function sendTo(
  host: Host,
  customer: string | null,
  what: Sendable,
  about: { readonly kind: 'product' | 'coupon' | 'script' | 'todo'; readonly of: string },
  said: string,
): Promise<boolean> {
  if (customer === null || !(await attempt(async () => host.send(what)))) return false;
  say(said);
  await call('POST /api/staff/customers/:id/sends', { params: { id: customer }, body: about }).catch(() => null);
  return true;
}
