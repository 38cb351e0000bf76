import { Alert, App, Drawer, Grid, Segmented, Tabs } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { asOneOf } from '../../../ui/address/shapes.ts';
import { useAddress } from '../../../ui/address/use-address.ts';
import { useLeaveGuard } from '../../../ui/form/leave-guard.ts';
import type { JourneyKit } from '../journey-state.tsx';
import '../journeys.css';
import './canvas.css';
import { DifferencesView } from './differences-view.tsx';
import { type Node, nodeOf, type Outlet, outletsOf, type Steps, triggerKey } from './drawing.ts';
import { DryRunPanel } from './dry-run-panel.tsx';
import { EditorHead } from './editor-head.tsx';
import { insertAt, lastOutlet, newKey, pasteAt, removeNodes } from './edits.ts';
import { Flow } from './flow.tsx';
import { NodePanel } from './node-panel.tsx';
import { Outline } from './outline.tsx';
import { Palette } from './palette.tsx';
import { ProblemList } from './problem-list.tsx';
import { SaveTrouble } from './save-state.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { useCanvasText } from './texts.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import type { Editing } from './use-drawing.ts';

type EditorProps = { readonly editing: Editing; readonly kit: JourneyKit };

/** The editor: canvas or list on one side, what is open on the other. */
export function Editor({ editing, kit }: EditorProps) {
  const t = useCanvasText();
  const wide = Grid.useBreakpoint().lg ?? matchMedia('(min-width: 992px)').matches;
  const [{ view }, change] = useAddress({ view: asOneOf(['canvas', 'list']) }, { view: wide ? 'canvas' : 'list' });
  const acts = useActs(editing, kit.steps);
  const { open, setOpen, adding, setAdding } = acts;
  const [tab, setTab] = useState('settings');
  const [panelOpen, setPanelOpen] = useState(false);
  const { told, saving, closed } = editing;
  useLeaveGuard(!closed && saving.kind !== 'saved');
  const show = (node: string | null) => {
    const key = node === triggerKey ? null : node;
    setOpen(key);
    if (key === null) setTab('settings');
    setPanelOpen(true);
  };
  const panel =
    open !== null ? (
      <NodePanel
        editing={editing}
        kit={kit}
        node={open}
        onAdd={() => setAdding(acts.after(open))}
        onCopy={() => acts.copy([open])}
        onRemove={() => acts.remove([open])}
        onClose={() => {
          setOpen(null);
          setPanelOpen(false);
        }}
      />
    ) : (
      <Tabs
        size="small"
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'settings', label: t('settings'), children: <SettingsPanel editing={editing} kit={kit} /> },
          {
            key: 'problems',
            label: t('problems', { count: told.problems.length + told.warnings.length }),
            children: <ProblemList editing={editing} kit={kit} onOpen={show} />,
          },
          {
            key: 'changes',
            label: t('changes', { count: told.differences.length }),
            children: (
              <DifferencesView
                differences={told.differences}
                empty={t(told.version === null ? 'changes_first' : 'changes_none')}
                onOpen={show}
              />
            ),
          },
          {
            key: 'dry_run',
            label: t('dry_run'),
            children: <DryRunPanel editing={editing} kit={kit} onOpen={show} />,
          },
        ]}
      />
    );
  const drawn = { editing, kit, open, onOpen: show, onAdd: setAdding };
  return (
    <div className="hs-page hs-canvas-page">
      <EditorHead editing={editing} kit={kit} />
      <SaveTrouble editing={editing} />
      {told.ofPlaybook && <Alert type="info" showIcon title={t('of_playbook')} />}
      <div className="hs-inline hs-canvas-bar">
        <Segmented<'canvas' | 'list'>
          size="small"
          aria-label={t('canvas')}
          value={view}
          onChange={(next) => change({ view: next })}
          options={[
            { value: 'canvas', label: t('as_canvas') },
            { value: 'list', label: t('as_list') },
          ]}
        />
        {wide && <span className="hs-faint hs-small">{t('keys')}</span>}
        {acts.selected.length > 1 && <span className="hs-small">{t('selected', { count: acts.selected.length })}</span>}
      </div>
      <div className="hs-canvas-columns">
        <div className={`hs-card hs-flow hs-canvas-flow ${view === 'list' ? 'hs-canvas-listed' : ''}`}>
          {view === 'canvas' ? <Flow {...drawn} onSelect={acts.setSelected} /> : <Outline {...drawn} />}
        </div>
        {wide ? (
          <aside className="hs-card hs-canvas-panel">{panel}</aside>
        ) : (
          <Drawer open={panelOpen} onClose={() => setPanelOpen(false)} size="100%" destroyOnHidden>
            {panel}
          </Drawer>
        )}
      </div>
      {adding !== null && (
        <Palette
          steps={kit.steps}
          onClose={() => setAdding(null)}
          onPick={(step) => {
            show(acts.add(step, adding));
            setAdding(null);
          }}
        />
      )}
    </div>
  );
}

/** What keys, buttons and the canvas do to the drawing. */
function useActs(editing: Editing, steps: Steps) {
  const t = useCanvasText();
  const { message } = App.useApp();
  const [open, setOpen] = useState<string | null>(null);
  const [adding, setAdding] = useState<Outlet | null>(null);
  const [selected, setSelectedKeys] = useState<readonly string[]>([]);
  const setSelected = useCallback(
    (keys: readonly string[]) => setSelectedKeys((was) => (was.join(' ') === keys.join(' ') ? was : keys)),
    [],
  );
  const copied = useRef<readonly Node[]>([]);
  const { present, edit, undo, redo, flush } = editing;
  const { definition } = present;
  // One that was undone, or that a colleague took away, is open no more.
  if (open !== null && !nodeOf(definition, open)) setOpen(null);
  const chosen = selected.length > 0 ? selected : open === null ? [] : [open];
  const after = useCallback(
    (key: string | null): Outlet => {
      const node = key === null ? undefined : nodeOf(definition, key);
      return (node && outletsOf(steps, node)[0]) ?? lastOutlet(definition, steps);
    },
    [definition, steps],
  );
  const add = (step: Steps[number], at: Outlet): string => {
    const key = newKey(definition);
    edit({ ...present, definition: insertAt(definition, step, at, key) });
    return key;
  };
  const remove = (keys: readonly string[]) => {
    if (keys.length === 0) return;
    edit({ ...present, definition: removeNodes(definition, keys, steps) });
    setSelected([]);
    setOpen(null);
  };
  const copy = (keys: readonly string[]) => {
    copied.current = definition.nodes.filter(({ key }) => keys.includes(key));
    if (copied.current.length > 0) void message.info(t('copied', { count: copied.current.length }));
  };
  const paste = () => {
    const pasted = pasteAt(definition, copied.current, after(chosen.at(-1) ?? null), steps);
    const [first] = pasted.keys;
    if (first === undefined) return;
    edit({ ...present, definition: pasted.definition });
    setOpen(first);
  };
  useCanvasKeys({
    undo,
    redo,
    add: () => setAdding(after(chosen.at(-1) ?? null)),
    remove: () => remove(chosen),
    copy: () => copy(chosen),
    paste,
    save: () => void flush(),
  });
  return { open, setOpen, adding, setAdding, selected, setSelected, after, add, remove, copy };
}
