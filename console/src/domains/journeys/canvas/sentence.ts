import { useCallback } from 'react';
import { useWords } from '../../../ui/words.ts';
import type { JourneyKit } from '../journey-state.tsx';
import { nodeOf, stepOf, triggerKey } from './drawing.ts';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

/** A node as the last save said it; one that is newer, by its kind. */
export function useSentence(
  { told, present }: Pick<Editing, 'told' | 'present'>,
  kit: JourneyKit,
): (key: string) => string {
  const t = useCanvasText();
  const say = useWords();
  const { sentences, triggerSentence } = told;
  const { definition } = present;
  return useCallback(
    (key) => {
      if (key === triggerKey) return definition.trigger.kind === '' ? t('trigger_none') : say(triggerSentence);
      const said = sentences[key];
      if (said) return say(said);
      const kind = nodeOf(definition, key)?.kind ?? key;
      const step = stepOf(kit.steps, kind);
      return step ? say(step.words) : kind;
    },
    [definition, sentences, triggerSentence, kit, say, t],
  );
}

/** What the journey is measured by, and what ends a run early, under what brings people in. */
export function useWholeNote({ told }: Pick<Editing, 'told'>): string {
  const t = useCanvasText();
  const say = useWords();
  const { goalSentence, exitSentences } = told;
  return [
    ...(goalSentence ? [`${t('goal')} · ${say(goalSentence)}`] : []),
    ...(exitSentences.length > 0 ? [`${t('exits')} · ${exitSentences.map((one) => say(one)).join(t('exit_or'))}`] : []),
  ].join(' · ');
}
