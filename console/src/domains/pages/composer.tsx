import { pageKind } from '@huoshui/contracts/words/pages';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useLeaveGuard } from '../../ui/form/leave-guard.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { RedoIcon, UndoIcon } from '../../ui/undo-icons.tsx';
import { useWords } from '../../ui/words.ts';
import { BlockList } from './block-list.tsx';
import { BlockPanel } from './block-panel.tsx';
import type { Page, PageKit } from './composition.ts';
import { usePageKit } from './new-page.tsx';
import { PageStateTag } from './page-state.tsx';
import { Phone, usePreview } from './phone.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { PageResult } from './result.tsx';
import { usePageText } from './texts.ts';
import { type Composing, useComposition } from './use-composition.ts';
import { Versions } from './versions.tsx';
import './pages.css';

export function ComposerPage() {
  const { id = '' } = useParams();
  const kit = usePageKit();
  const page = useQuery({
    queryKey: ['pages', 'one', id],
    queryFn: async () => api('GET /api/admin/pages/:id', { params: { id } }),
    // What is edited here is newer than what is there.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Loaded query={kit}>
      {(known) => <Loaded query={page}>{(one) => <Composer key={one.id} kit={known} page={one} />}</Loaded>}
    </Loaded>
  );
}

type Face = 'compose' | 'versions' | 'result';

function Composer({ kit, page }: { readonly kit: PageKit; readonly page: Page }) {
  const t = usePageText();
  const say = useWords();
  const composing = useComposition(page);
  const { told, present, history, saving, writes, undo, redo } = composing;
  const [face, setFace] = useState<Face>('compose');
  const [publishing, setPublishing] = useState<Page | null>(null);
  useLeaveGuard(saving.kind !== 'saved');
  useUndoKeys(composing);
  const said = { saved: t('saved'), waits: t('unsaved'), saving: t('saving'), failed: '', stale: '' }[saving.kind];
  const publish = async () => setPublishing(await composing.flush());
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/pages', label: t('pages') }}
        title={
          <Input
            className="hs-page-name"
            variant="borderless"
            aria-label={t('name')}
            maxLength={30}
            value={present.name}
            disabled={!writes}
            onChange={(event) => event.target.value.trim() !== '' && composing.rename(event.target.value)}
          />
        }
        state={<PageStateTag state={told.state} />}
        purpose={[say(pageKind[told.kind]), told.behind && t('behind'), told.edited && t('edited')]
          .filter((one) => one !== false)
          .join(' · ')}
        actions={
          <>
            <span className="hs-soft hs-small" role="status">
              {said}
            </span>
            <Button icon={<UndoIcon />} aria-label={t('undo')} disabled={history.past.length === 0} onClick={undo} />
            <Button icon={<RedoIcon />} aria-label={t('redo')} disabled={history.future.length === 0} onClick={redo} />
            <May call="POST /api/admin/pages/:id/publication">
              <Button type="primary" onClick={() => void publish()}>
                {t('publish')}
              </Button>
            </May>
          </>
        }
      />
      <SaveTrouble composing={composing} />
      <Segmented<Face>
        value={face}
        onChange={setFace}
        options={[
          { value: 'compose', label: t('compose') },
          { value: 'versions', label: t('versions') },
          { value: 'result', label: t('result') },
        ]}
        style={{ marginBottom: 16 }}
      />
      {face === 'compose' && <Columns kit={kit} composing={composing} />}
      {face === 'versions' && <Versions composing={composing} />}
      {face === 'result' && <PageResult id={told.id} />}
      {publishing !== null && (
        <PublishDialog page={publishing} onDone={composing.tell} onClose={() => setPublishing(null)} />
      )}
    </div>
  );
}

function Columns({ kit, composing }: { readonly kit: PageKit; readonly composing: Composing }) {
  const { present, told } = composing;
  const [open, setOpen] = useState<string | null>(present.blocks[0]?.key ?? null);
  const preview = usePreview(told.kind, present.blocks, told.id);
  const block = present.blocks.find(({ key }) => key === open) ?? null;
  return (
    <div className="hs-composer">
      <BlockList kit={kit} composing={composing} preview={preview} open={open} onOpen={setOpen} />
      {block === null ? (
        <div />
      ) : (
        <BlockPanel key={block.key} kit={kit} composing={composing} block={block} preview={preview} />
      )}
      <Phone preview={preview} kind={told.kind} open={open} onOpen={setOpen} />
    </div>
  );
}

/** What stands between a page and its save, with the ways out. */
function SaveTrouble({ composing: { saving, save, load, told } }: { readonly composing: Composing }) {
  const t = usePageText();
  const take = async () => load(await api('GET /api/admin/pages/:id', { params: { id: told.id } }));
  if (saving.kind === 'failed')
    return (
      <>
        <Failure error={saving.error} />
        <Button onClick={() => void save()}>{t('save_again')}</Button>
      </>
    );
  if (saving.kind !== 'stale') return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('stale')}
      action={<Button onClick={() => void take()}>{t('stale_take')}</Button>}
      style={{ marginBottom: 16 }}
    />
  );
}

/** Not while somebody types: there the keys are the field's own. */
function useUndoKeys({ undo, redo }: Composing): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
      if (event.target instanceof Element && event.target.closest('input,textarea,.ant-select,.ant-picker,.ant-modal'))
        return;
      event.preventDefault();
      (key === 'y' || event.shiftKey ? redo : undo)();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [undo, redo]);
}
