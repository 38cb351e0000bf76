import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useSharedText } from '../shared-texts.ts';
import type { ListAddress } from './address.ts';
import { useRemembered } from './remembered.ts';

type View = { readonly name: string; readonly search: string };

/** Named searches of a list, as tabs above it. Kept in this browser as `name\nsearch`. */
export function SavedViews({ list, address }: { readonly list: string; readonly address: ListAddress }) {
  const t = useSharedText();
  const [stored, store] = useRemembered(`huoshui.views.${list}`);
  const views = (stored ?? []).map(parseView);
  const known = address.search === '' || views.some((view) => view.search === address.search);
  if (views.length === 0 && known) return null;
  const keep = (next: readonly View[]) =>
    store(next.length === 0 ? null : next.map((view) => `${view.name}\n${view.search}`));
  return (
    <nav className="hs-views" aria-label={t('views')}>
      <ViewTab name={t('view_all')} current={address.search === ''} onOpen={() => address.replaceAll('')} />
      {views.map((view) => (
        <ViewTab
          key={view.name}
          name={view.name}
          current={view.search === address.search}
          onOpen={() => address.replaceAll(view.search)}
          onRemove={() => keep(views.filter((other) => other.name !== view.name))}
        />
      ))}
      {!known && (
        <SaveView
          onSave={(name) => keep([...views.filter((view) => view.name !== name), { name, search: address.search }])}
        />
      )}
    </nav>
  );
}

type ViewTabProps = {
  readonly name: string;
  readonly current: boolean;
  readonly onOpen: () => void;
  readonly onRemove?: () => void;
};

function ViewTab({ name, current, onOpen, onRemove }: ViewTabProps) {
  const t = useSharedText();
  return (
    <span className={current ? 'hs-view hs-view-current' : 'hs-view'}>
      <button type="button" onClick={onOpen} aria-current={current}>
        {name}
      </button>
      {current && onRemove && (
        <button type="button" onClick={onRemove} aria-label={t('view_remove')} title={t('view_remove')}>
          <CloseOutlined style={{ fontSize: 10 }} />
        </button>
      )}
    </span>
  );
}

function SaveView({ onSave }: { readonly onSave: (name: string) => void }) {
  const t = useSharedText();
  const [open, setOpen] = useState(false);
  const save = (name: string) => {
    if (name.trim() === '') return;
    onSave(name.trim().slice(0, 20));
    setOpen(false);
  };
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <Input.Search
          autoFocus
          placeholder={t('view_name_hint')}
          enterButton={t('save')}
          onSearch={save}
          style={{ width: 300 }}
        />
      }
    >
      <Button type="link" size="small" icon={<PlusOutlined />}>
        {t('view_save')}
      </Button>
    </Popover>
  );
}

function parseView(text: string): View {
  const at = text.indexOf('\n');
  return { name: text.slice(0, at), search: text.slice(at + 1) };
}
