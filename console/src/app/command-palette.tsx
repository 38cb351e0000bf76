import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../ground/api.ts';
import { useCan } from '../ground/session.tsx';
import { formatYuan } from '../ui/format.ts';
import { useWords } from '../ui/words.ts';
import { useAppText } from './app-texts.ts';
import { navigationFor } from './navigation.ts';
import { useReportPages } from './report-pages.ts';
import './command-palette.css';

type Hit = {
  readonly key: string;
  readonly group: string;
  readonly title: string;
  readonly note: string;
  readonly to: string;
};

/** ⌘K: one field that finds pages, members, orders and products. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const t = useAppText();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const q = useDelayed(typed.trim(), 250);
  const found = useFound(q);
  const pages = usePages(typed.trim());
  const hits = useMemo(() => [...pages, ...found], [pages, found]);
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    void navigate(hit.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (hits.length > 0) setAt((before) => (before + step + hits.length) % hits.length);
    } else if (event.key === 'Enter') open(hits[at]);
  };
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      width={600}
      style={{ top: 96 }}
      className="hs-palette"
    >
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<SearchOutlined className="hs-faint" />}
        placeholder={t('find')}
        aria-label={t('find')}
        value={typed}
        maxLength={60}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul className="hs-hits">
        {hits.map((hit, index) => (
          <li key={hit.key}>
            {hits[index - 1]?.group !== hit.group && <div className="hs-hit-group">{hit.group}</div>}
            <button
              type="button"
              className={index === at ? 'hs-hit hs-hit-at' : 'hs-hit'}
              onClick={() => open(hit)}
              onMouseMove={() => setAt(index)}
            >
              <span className="hs-ellipsis">{hit.title}</span>
              <span className="hs-faint hs-small hs-nowrap">{hit.note}</span>
            </button>
          </li>
        ))}
        {hits.length === 0 && <li className="hs-hit-none">{t('find_none', { q: typed })}</li>}
      </ul>
      <div className="hs-hit-help">{t('find_hint')}</div>
    </Modal>
  );
}

function usePages(q: string): readonly Hit[] {
  const t = useAppText();
  const say = useWords();
  const can = useCan();
  const reports = useReportPages();
  return useMemo(() => {
    const wanted = q.toLowerCase();
    return navigationFor(can, reports)
      .flatMap((group) =>
        group.pages.map((page) => ({
          key: page.path,
          group: t('find_pages'),
          title: say(page.title),
          note: group.pages.length > 1 ? say(group.title) : '',
          to: page.path,
        })),
      )
      .filter((hit) => `${hit.title} ${hit.note} ${hit.to}`.toLowerCase().includes(wanted))
      .slice(0, q === '' ? 40 : 6);
  }, [q, t, say, can, reports]);
}

function useFound(q: string): readonly Hit[] {
  const t = useAppText();
  const { data } = useQuery({
    queryKey: ['find', q],
    enabled: q.length > 0,
    queryFn: async () => {
      const query = { q, limit: 5 };
      // One area that fails or is not permitted must not hide the others.
      const [members, orders, products] = await Promise.allSettled([
        api('GET /api/admin/members', { query }),
        api('GET /api/admin/orders', { query }),
        api('GET /api/admin/products', { query }),
      ]);
      return {
        members: members.status === 'fulfilled' ? members.value.items : [],
        orders: orders.status === 'fulfilled' ? orders.value.items : [],
        products: products.status === 'fulfilled' ? products.value.items : [],
      };
    },
  });
  return useMemo(() => {
    if (!data || q === '') return [];
    return [
      ...data.members.map((row) => ({
        key: row.id,
        group: t('members'),
        title: row.nickname,
        note: row.phoneMasked ?? '',
        to: `/members/${row.id}`,
      })),
      ...data.orders.map((row) => ({
        key: row.id,
        group: t('orders'),
        title: row.number,
        note: `${row.memberName} · ${formatYuan(row.payable)}`,
        to: `/orders/${row.id}`,
      })),
      ...data.products.map((row) => ({
        key: row.id,
        group: t('products'),
        title: row.name,
        note: formatYuan(row.priceFrom),
        to: `/products/${row.id}`,
      })),
    ];
  }, [data, q, t]);
}

function useDelayed(value: string, delay: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}
