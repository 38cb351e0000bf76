import { Alert, Button } from 'antd';
import { api } from '../../../ground/api.ts';
import { useErrorSentence } from '../../../ui/failure.tsx';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

/** Whether what was drawn is saved, in a few words beside the buttons. */
export function SaveState({ editing: { saving } }: { readonly editing: Editing }) {
  const t = useCanvasText();
  const said = { saved: t('saved'), waits: t('unsaved'), saving: t('saving'), failed: '', stale: '' }[saving.kind];
  return (
    <span className="hs-soft hs-small" role="status">
      {said}
    </span>
  );
}

/** What stands between a drawing and its save, with the ways out. */
export function SaveTrouble({ editing }: { readonly editing: Editing }) {
  const t = useCanvasText();
  const sentence = useErrorSentence();
  const { saving, save, load, overwrite, told } = editing;
  const take = async () => load(await api('GET /api/admin/drawings/:id', { params: { id: told.id } }));
  if (saving.kind === 'failed')
    return (
      <Alert
        type="error"
        showIcon
        title={t('save_failed', { why: sentence(saving.error) })}
        action={<Button onClick={() => void save()}>{t('save_again')}</Button>}
      />
    );
  if (saving.kind !== 'stale') return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('stale', { by: saving.by === '' ? t('somebody') : saving.by })}
      action={
        <span className="hs-inline">
          <Button onClick={() => void take()}>{t('stale_take')}</Button>
          <Button danger onClick={() => void overwrite()}>
            {t('stale_keep')}
          </Button>
        </span>
      }
    />
  );
}
