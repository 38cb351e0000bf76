import { Menu } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useCan } from '../ground/session.tsx';
import { useWords } from '../ui/words.ts';
import { useAppText } from './app-texts.ts';
import { type NavGroup, navigationFor, navPageOf } from './navigation.ts';
import { useReportPages } from './report-pages.ts';

/** Beside the page; on a narrow window a drawer that the top bar opens. */
export function SideNav({ opened: drawn }: { readonly opened: boolean }) {
  const t = useAppText();
  const say = useWords();
  const can = useCan();
  const reports = useReportPages();
  const navigation = useMemo(() => navigationFor(can, reports), [can, reports]);
  const current = navPageOf(useLocation().pathname, reports);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const items = useMemo(() => navigation.map((group) => menuItem(group, say)), [navigation, say]);
  const open = current && !opened.includes(current.group) ? [...opened, current.group] : [...opened];
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

function menuItem(group: NavGroup, say: ReturnType<typeof useWords>) {
  const links = group.pages.map((page) => ({ key: page.path, label: <Link to={page.path}>{say(page.title)}</Link> }));
  const [only] = links;
  if (links.length === 1 && only) return { ...only, icon: group.icon };
  return { key: group.key, icon: group.icon, label: say(group.title), children: links };
}
