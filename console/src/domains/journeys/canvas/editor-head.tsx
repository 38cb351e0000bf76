import { LayoutOutlined } from '@ant-design/icons';
import { Button, Input, Tooltip } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { useAct } from '../../../ui/act.ts';
import { useConfirm } from '../../../ui/confirm.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { RedoIcon, UndoIcon } from '../../../ui/undo-icons.tsx';
import { RehearseButton } from '../../rehearsals/index.ts';
import { type JourneyKit, JourneyStateTag } from '../journey-state.tsx';
import { useJourneyText } from '../texts.ts';
import type { Drawing } from './drawing.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { SaveState } from './save-state.tsx';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

/** Name and state, undo and redo, whether it is saved, and what ends the drawing: publishing, or throwing it away. */
export function EditorHead({ editing, kit }: { readonly editing: Editing; readonly kit: JourneyKit }) {
  const t = useCanvasText();
  const tj = useJourneyText();
  const [publishing, setPublishing] = useState<Drawing | null>(null);
  const [busy, setBusy] = useState(false);
  const { present, told, history, edit, undo, redo, flush, setClosed } = editing;
  const rename = (name: string) => edit({ ...present, name }, 'name');
  const publish = async () => {
    setBusy(true);
    setPublishing(await flush());
    setBusy(false);
  };
  const laidByHand = Object.keys(present.places).length > 0;
  return (
    <>
      <PageHead
        back={
          told.version === null
            ? { to: '/journeys', label: tj('title') }
            : { to: `/journeys/${told.journeyId}`, label: told.name }
        }
        title={
          <Input
            variant="underlined"
            size="large"
            className="hs-canvas-name"
            aria-label={t('name')}
            value={present.name}
            maxLength={30}
            status={present.name.trim() === '' ? 'error' : ''}
            onChange={(event) => rename(event.target.value)}
          />
        }
        state={
          <>
            <JourneyStateTag state={told.state} />{' '}
            {told.version !== null && <span className="hs-faint hs-small">v{told.version}</span>}
          </>
        }
        actions={
          <span className="hs-inline">
            <SaveState editing={editing} />
            <IconAct label={t('undo')} icon={<UndoIcon />} off={history.past.length === 0} onClick={undo} />
            <IconAct label={t('redo')} icon={<RedoIcon />} off={history.future.length === 0} onClick={redo} />
            <IconAct
              label={t('tidy')}
              icon={<LayoutOutlined />}
              off={!laidByHand}
              onClick={() => edit({ ...present, places: {} })}
            />
            {told.version !== null && <Discard drawing={told} onGone={setClosed} />}
            <RehearseButton
              subject={{ journeyId: told.journeyId }}
              name={present.name}
              before={flush}
              disabled={told.problems.length > 0}
            />
            <May call="POST /api/admin/drawings/:id/publication">
              <Button type="primary" loading={busy} onClick={() => void publish()}>
                {t('publish')}
              </Button>
            </May>
          </span>
        }
      />
      {publishing && (
        <PublishDialog editing={editing} kit={kit} drawing={publishing} onClose={() => setPublishing(null)} />
      )}
    </>
  );
}

type IconActProps = {
  readonly label: string;
  readonly icon: React.ReactNode;
  readonly off: boolean;
  readonly onClick: () => void;
};

function IconAct({ label, icon, off, onClick }: IconActProps) {
  return (
    <Tooltip title={label}>
      <Button icon={icon} aria-label={label} disabled={off} onClick={onClick} />
    </Tooltip>
  );
}

type DiscardProps = { readonly drawing: Drawing; readonly onGone: (gone: boolean) => void };

function Discard({ drawing, onGone }: DiscardProps) {
  const t = useCanvasText();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const { busy, act } = useAct(['journeys']);
  const discard = async () => {
    const sure = await confirm({ title: t('discard_title'), body: t('discard_body'), ok: t('discard'), danger: true });
    if (!sure) return;
    onGone(true);
    const gone = await act(
      async () => api('DELETE /api/admin/journeys/:id/drawing', { params: { id: drawing.journeyId } }),
      t('discarded'),
    );
    if (gone) await navigate(`/journeys/${drawing.journeyId}`);
    else onGone(false);
  };
  return (
    <May call="DELETE /api/admin/journeys/:id/drawing">
      <Button danger loading={busy} onClick={() => void discard()}>
        {t('discard')}
      </Button>
    </May>
  );
}
