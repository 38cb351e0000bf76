/** Steps back that are kept. */
const MOST = 100;

/** What is edited now, and what one may go back or forward to. `epoch` counts what came from elsewhere than the forms. */
export type History<T> = {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  readonly epoch: number;
  /** What the last edit was about: typing on in one field is one step. */
  readonly about: string | null;
};

export type Step<T> =
  | { readonly kind: 'edit'; readonly to: T; readonly about?: string }
  | { readonly kind: 'undo' | 'redo' }
  /** What was made elsewhere takes the place of all this. */
  | { readonly kind: 'load'; readonly to: T };

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], epoch: 0, about: null });

export function move<T>(history: History<T>, step: Step<T>): History<T> {
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
