import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo } from 'react';
import { formatCount } from '../../../ui/format.ts';
import { useWords } from '../../../ui/words.ts';
import type { JourneyKit } from '../journey-state.tsx';
import { type Outlet, stepOf, triggerKey } from './drawing.ts';
import { graphOf, outlineOf } from './graph.ts';
import { useSentence, useWholeNote } from './sentence.ts';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

type OutlineProps = {
  readonly editing: Editing;
  readonly kit: JourneyKit;
  readonly open: string | null;
  readonly onOpen: (node: string) => void;
  readonly onAdd: (at: Outlet) => void;
};

/** The drawing as a list from the top down: for a phone, and for whoever works by keyboard. */
export function Outline({ editing, kit, open, onOpen, onAdd }: OutlineProps) {
  const t = useCanvasText();
  const say = useWords();
  const sentence = useSentence(editing, kit);
  const note = useWholeNote(editing);
  const { present, told } = editing;
  const { definition } = present;
  const rows = useMemo(() => outlineOf(graphOf(definition, kit.steps)), [definition, kit.steps]);
  const lookOf = (key: string) =>
    stepOf(kit.steps, definition.nodes.find((node) => node.key === key)?.kind ?? '')?.group ?? 'note';
  const wrong = (key: string) =>
    told.problems.some(({ node, at }) =>
      key === triggerKey ? node === null && /^(trigger|exits|reentry)/.test(at) : node === key,
    );
  const box = (key: string, look: string) => (
    <button
      type="button"
      className={`hs-node hs-node-${look} ${wrong(key) ? 'hs-node-problem' : ''} ${key === open ? 'hs-canvas-chosen' : ''}`}
      onClick={() => onOpen(key)}
    >
      {sentence(key)}
      {key === triggerKey && note !== '' && <small>{note}</small>}
      <Waiting count={told.counts.find((one) => one.key === key)?.waiting ?? 0} />
    </button>
  );
  return (
    <ol className="hs-canvas-outline" aria-label={t('as_list')}>
      <li>{box(triggerKey, 'trigger')}</li>
      {rows.map(({ key, depth, at, words, is }) => (
        <li key={`${at.from} ${at.way} ${key}`} style={{ marginInlineStart: Math.min(depth, 4) * 20 }}>
          <span className="hs-inline hs-canvas-outline-way">
            {words !== null && <em>{say(words)}</em>}
            <Button
              size="small"
              type="text"
              icon={<PlusOutlined />}
              aria-label={words === null ? t('add_here') : t('add_at', { way: say(words) })}
              onClick={() => onAdd(at)}
            />
          </span>
          {is === 'step' && box(key, lookOf(key))}
          {is === 'again' && <span className="hs-soft">{t('again', { step: sentence(key) })}</span>}
          {is === 'end' && <span className="hs-soft">{t('end')}</span>}
        </li>
      ))}
    </ol>
  );
}

function Waiting({ count }: { readonly count: number }) {
  const t = useCanvasText();
  return count > 0 ? (
    <small>
      <b>{t('here', { count: formatCount(count) })}</b>
    </small>
  ) : null;
}
