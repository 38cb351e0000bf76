import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCan } from '../ground/session.tsx';
import { useWords } from '../ui/words.ts';
import { useAppText } from './app-texts.ts';
import { thingsToFind } from './find-things.ts';
import { navigationFor } from './navigation.ts';
import { pages as pagesOfAll } from './pages.ts';
import { useReportPages } from './report-pages.ts';
import './command-palette.css';

type Hit = {
  readonly key: string;
  readonly group: string;
  readonly title: string;
  readonly note: string;
  readonly to: string;
};

/** ⌘K: one field that finds pages, what can be begun, and things by a name or a number. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const t = useAppText();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const q = useDelayed(typed.trim(), 250);
  const found = useFound(q);
  const pages = usePages(typed.trim());
  const actions = useActions(typed.trim());
  const hits = useMemo(() => [...pages, ...actions, ...found], [pages, actions, found]);
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

/** What can be begun from anywhere: pages that no navigation shows and no thing is needed for. */
function useActions(q: string): readonly Hit[] {
  const t = useAppText();
  const say = useWords();
  const can = useCan();
  return useMemo(() => {
    const wanted = q.toLowerCase();
    return pagesOfAll
      .filter(({ path, group, needs }) => group === undefined && path.endsWith('/new') && (!needs || can(needs)))
      .map(({ path, title }) => ({ key: path, group: t('find_actions'), title: say(title), note: '', to: path }))
      .filter((hit) => q !== '' && `${hit.title} ${hit.to}`.toLowerCase().includes(wanted))
      .slice(0, 6);
  }, [q, t, say, can]);
}

/** One kind that fails or is not permitted does not hide the others. */
function useFound(q: string): readonly Hit[] {
  const say = useWords();
  const can = useCan();
  const { data } = useQuery({
    queryKey: ['find', q],
    enabled: q.length > 0,
    queryFn: async () => {
      const kinds = thingsToFind.filter(({ needs }) => can(needs));
      const found = await Promise.allSettled(kinds.map(async ({ find }) => find({ q, limit: 5 })));
      return kinds.flatMap(({ group }, n) => {
        const answer = found[n];
        return answer?.status === 'fulfilled' ? answer.value.map((thing) => ({ ...thing, group })) : [];
      });
    },
  });
  return useMemo(
    () =>
      !data || q === ''
        ? []
        : data.map(({ group, note, ...thing }) => ({
            ...thing,
            group: say(group),
            note: typeof note === 'string' ? note : say(note),
          })),
    [data, q, say],
  );
}

function useDelayed(value: string, delay: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}
