import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { currentLanguage } from '../ui/language.ts';
import { setServerNow } from '../ui/now.ts';
import { call, signedInBy } from './call.ts';
import { Coupons } from './coupons.tsx';
import { Customers } from './customers.tsx';
import { Goods } from './goods.tsx';
import { findHost } from './host.ts';
import { type Host, HostError } from './host-port.ts';
import { LanguageSwitch, Notice, useLanguageOf } from './parts.tsx';
import { Profile } from './profile.tsx';
import { Toasts } from './say.tsx';
import { Scripts } from './scripts.tsx';
import { useText } from './texts.ts';
import { MyTodos } from './todos.tsx';

const TABS = ['profile', 'scripts', 'goods', 'coupons', 'todos'] as const;
type Tab = (typeof TABS)[number];
const SESSION_MS = 2 * 3_600_000;
const KEPT = 'huoshui.staff';

type Opened = { readonly host: Host; readonly customer: string | null; readonly group: string | null };

/** Signs in, signs the page in to WeCom, and finds out beside whose chat it stands. */
async function open(): Promise<Opened | 'outside' | 'not_connected'> {
  const host = findHost();
  if (host === null) return 'outside';
  const entry = await call('GET /api/staff/entry', {});
  if (!entry.connected) return 'not_connected';
  const signIn = async () => {
    const code = await host.code(entry);
    const { token, expiresAt } = await call('POST /api/staff/session', { body: { code } });
    setServerNow(new Date(Date.parse(expiresAt) - SESSION_MS).toISOString());
    if (host.keeps) sessionStorage.setItem(KEPT, token);
    return token;
  };
  const kept = host.keeps ? sessionStorage.getItem(KEPT) : null;
  signedInBy(kept ?? (await signIn()), signIn);
  await host.register(entry, async (url) => call('GET /api/staff/signature', { query: { url } }));
  return { host, customer: await host.customer(), group: await host.group() };
}

export function App() {
  const language = useLanguageOf();
  const t = useText();
  const opened = useQuery({ queryKey: ['opened'], queryFn: open, staleTime: Number.POSITIVE_INFINITY, retry: false });
  if (opened.isPending) return <Notice busy title={t('loading')} />;
  if (opened.isError) {
    const again = { text: t('again'), act: () => void opened.refetch() };
    return opened.error instanceof HostError ? (
      <Notice title={t('refused')} body={`${t('refused_how')} ${opened.error.message}`} act={again} />
    ) : (
      <Notice title={opened.error.message === 'unreachable' ? t('failed') : opened.error.message} act={again} />
    );
  }
  if (opened.data === 'outside') return <Notice title={t('outside')} body={t('outside_how')} />;
  if (opened.data === 'not_connected') return <Notice title={t('not_connected')} />;
  return <Room key={language} {...opened.data} />;
}

function Room({ host, customer, group }: Opened) {
  const t = useText();
  const [tab, setTab] = useState<Tab>(group === null ? 'profile' : 'todos');
  const [chosen, choose] = useState<string | null>(null);
  const shown = customer ?? chosen;
  return (
    <div className="room" lang={currentLanguage() === 'en' ? 'en' : 'zh-CN'}>
      <nav className="tabs" aria-label={t('tab_profile')}>
        {TABS.map((one) => (
          <button key={one} type="button" aria-current={tab === one} onClick={() => setTab(one)}>
            {t(`tab_${one}`)}
          </button>
        ))}
        <LanguageSwitch />
      </nav>
      <main>
        {tab === 'profile' &&
          (shown === null ? (
            <Customers open={choose} />
          ) : (
            <Profile id={shown} host={host} back={customer === null ? () => choose(null) : null} />
          ))}
        {tab === 'scripts' && <Scripts host={host} customer={customer} />}
        {tab === 'goods' && <Goods host={host} customer={customer} />}
        {tab === 'coupons' && <Coupons host={host} customer={customer} />}
        {tab === 'todos' && <MyTodos host={host} customer={customer} group={group} />}
      </main>
      <Toasts />
    </div>
  );
}
