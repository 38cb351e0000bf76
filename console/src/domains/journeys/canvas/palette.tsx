import { valuesOf } from '@huoshui/contracts/words';
import { stepGroup } from '@huoshui/contracts/words/journeys';
import { Input, type InputRef, Modal } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { findKinds } from '../../../ui/everyday.ts';
import { useWords } from '../../../ui/words.ts';
import type { Steps } from './drawing.ts';
import { useCanvasText } from './texts.ts';

type PaletteProps = {
  readonly steps: Steps;
  readonly onPick: (step: Steps[number]) => void;
  readonly onClose: () => void;
};

/** Every kind of step by group, found by typing; arrows and Enter choose. */
export function Palette({ steps, onPick, onClose }: PaletteProps) {
  const t = useCanvasText();
  const say = useWords();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => {
    const grouped = valuesOf(stepGroup).flatMap((group) => steps.filter((step) => step.group === group));
    return findKinds(grouped, typed);
  }, [steps, typed]);
  const chosen = found[Math.min(at, found.length - 1)];
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  const onKey = (key: string): boolean => {
    if (key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (key === 'Enter' && chosen) onPick(chosen);
    else return false;
    return true;
  };
  return (
    <Modal
      open
      footer={null}
      title={t('palette_title')}
      onCancel={onClose}
      width={440}
      afterOpenChange={(open) => open && input.current?.focus()}
    >
      <Input
        ref={input}
        role="combobox"
        aria-expanded
        aria-controls="hs-palette-steps"
        aria-label={t('palette_title')}
        {...(chosen ? { 'aria-activedescendant': `hs-palette-${chosen.kind}` } : {})}
        placeholder={t('palette_hint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (onKey(event.key)) event.preventDefault();
        }}
      />
      <div id="hs-palette-steps" role="listbox" aria-label={t('palette_title')} className="hs-palette" ref={list}>
        {found.length === 0 && (
          <div role="presentation" className="hs-soft hs-palette-none">
            {t('palette_none')}
          </div>
        )}
        {found.map((step, place) => (
          <div key={step.kind} role="presentation">
            {found[place - 1]?.group !== step.group && (
              <div role="presentation" className="hs-palette-group">
                {say(stepGroup[step.group])}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the focus, and its keys choose */}
            <div
              id={`hs-palette-${step.kind}`}
              role="option"
              tabIndex={-1}
              aria-selected={step === chosen}
              className={`hs-palette-step hs-node-${step.group}`}
              onMouseEnter={() => setAt(place)}
              onClick={() => onPick(step)}
            >
              {say(step.words)}
            </div>
          </div>
        ))}
      </div>
    </Modal>
  );
}
