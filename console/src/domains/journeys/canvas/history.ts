import type { Drawn } from './drawing.ts';

/** Steps back that are kept. */
const MOST = 100;

/** What is drawn now, and what one may go back or forward to. `epoch` counts what came from elsewhere than the forms. */
export type History = {
  readonly past: readonly Drawn[];
  readonly present: Drawn;
  readonly future: readonly Drawn[];
  readonly epoch: number;
  /** What the last edit was about: typing on in one field is one step. */
  readonly about: string | null;
};

export type Step =
  | { readonly kind: 'edit'; readonly to: Drawn; readonly about?: string }
  | { readonly kind: 'undo' | 'redo' }
  /** What is drawn elsewhere takes the place of all this. */
  | { readonly kind: 'load'; readonly to: Drawn };

export const begin = (present: Drawn): History => ({ past: [], present, future: [], epoch: 0, about: null });

export function move(history: History, step: Step): History {
  const { past, present, future, epoch } = history;
  switch (step.kind) {
    case 'edit': {
      if (step.to === present) return history;
      const about = step.about ?? null;
      if (about !== null && about === history.about) return { ...history, present: step.to, future: [] };
      return { past: [...past, present].slice(-MOST), present: step.to, future: [], epoch, about };
    }
    case 'undo': {
      const last = past.at(-1);
      if (!last) return history;
      return { past: past.slice(0, -1), present: last, future: [present, ...future], epoch: epoch + 1, about: null };
    }
    case 'redo': {
      const [next, ...rest] = future;
      if (!next) return history;
      return { past: [...past, present], present: next, future: rest, epoch: epoch + 1, about: null };
    }
    case 'load':
      return { past: [], present: step.to, future: [], epoch: epoch + 1, about: null };
  }
}
