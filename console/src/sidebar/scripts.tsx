import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from './call.ts';
import { sendTo } from './goods.tsx';
import type { Host } from './host-port.ts';
import { Act, Notice, Skeleton } from './parts.tsx';
import { useText } from './texts.ts';
import { wordsIn } from './words-in.ts';

type Where = { readonly host: Host; readonly customer: string | null };

/** What she may say, with the customer's own words in it; one tap sends it. */
export function Scripts({ host, customer }: Where) {
  const t = useText();
  const [q, setQ] = useState('');
  const [folder, choose] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['scripts', customer, q, folder],
    queryFn: async () =>
      call('GET /api/staff/scripts', {
        query: {
          ...(q === '' ? {} : { q }),
          ...(folder === null ? {} : { folder }),
          ...(customer === null ? {} : { customer }),
        },
      }),
    placeholderData: keepPreviousData,
  });
  if (query.isPending) return <Skeleton />;
  if (query.isError)
    return <Notice title={query.error.message} act={{ text: t('again'), act: () => void query.refetch() }} />;
  const { folders, items } = query.data;
  if (folders.length === 0) return <Notice title={t('no_scripts')} body={t('no_scripts_how')} />;
  return (
    <>
      <input
        type="search"
        className="search"
        aria-label={t('search_scripts')}
        placeholder={t('search_scripts')}
        value={q}
        onChange={({ target }) => setQ(target.value)}
      />
      <div className="folders">
        {[null, ...folders].map((one) => (
          <button key={one ?? ''} type="button" aria-pressed={folder === one} onClick={() => choose(one)}>
            {one ?? t('all_folders')}
          </button>
        ))}
      </div>
      {customer === null && <p className="hint">{t('send_nowhere')}</p>}
      {items.length === 0 && <Notice title={t('no_goods')} />}
      <ul className="scripts">
        {items.map(({ id, title, folder: of, send, fits, missing }) => (
          <li key={id}>
            <header>
              <b>{title}</b>
              <small>
                {fits && <em>{t('fits')} </em>}
                {of}
              </small>
            </header>
            <p>{send.text}</p>
            {send.card !== null && <small>+ {send.card.title}</small>}
            <div className="line">
              {missing !== null && <small>{t('cannot_say', { why: wordsIn(missing) })}</small>}
              <Act
                kind="primary"
                disabled={customer === null || missing !== null}
                act={async () => sendTo(host, customer, send, { kind: 'script', of: id }, t('sent'))}
              >
                {t('send')}
              </Act>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
