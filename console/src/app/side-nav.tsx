import { Menu } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useCan } from '../ground/session.tsx';
import { useAppText } from './app-texts.ts';
import { type NavGroup, navigationFor, pageOf } from './navigation.tsx';

/** Beside the page; on a narrow window a drawer that the top bar opens. */
export function SideNav({ opened: drawn }: { readonly opened: boolean }) {
  const t = useAppText();
  const can = useCan();
  const navigation = useMemo(() => navigationFor(can), [can]);
  const current = pageOf(useLocation().pathname);
  const currentGroup = navigation.find((group) => group.pages.some((page) => page.path === current?.path));
  const [opened, setOpened] = useState<readonly string[]>([]);
  const items = useMemo(() => navigation.map((group) => menuItem(group, t)), [navigation, t]);
  const open = currentGroup && !opened.includes(currentGroup.label) ? [...opened, currentGroup.label] : [...opened];
  return (
    <nav className={drawn ? 'hs-nav drawn' : 'hs-nav'} aria-label={t('nav')}>
      <Link to="/" className="hs-brand">
        <img src="/console/icon.svg" alt="" width={26} height={26} />
        <strong>{t('brand')}</strong>
      </Link>
      <div className="hs-nav-list">
        <Menu
          mode="inline"
          inlineIndent={16}
          items={items}
          selectedKeys={current ? [current.path] : []}
          openKeys={open}
          onOpenChange={(keys) => setOpened(keys)}
        />
      </div>
    </nav>
  );
}

function menuItem(group: NavGroup, t: ReturnType<typeof useAppText>) {
  const links = group.pages.map((page) => ({ key: page.path, label: <Link to={page.path}>{t(page.label)}</Link> }));
  const [only] = links;
  if (links.length === 1 && only) return { ...only, icon: group.icon };
  return { key: group.label, icon: group.icon, label: t(group.label), children: links };
}
