import type { Watch } from './supervise.ts';

/** What the person at the terminal is told. */
export type Tell = {
  readonly line: (text: string) => void;
  /** A part begins to start; call the result when it runs. */
  readonly starting: (name: string) => () => void;
  /** Tells of a part that ended by itself and came back. */
  readonly watching: (name: string) => Watch;
};

/** Tells as `tell` does, and has `note` called whenever a part is back: its process is another one now. */
export function noting(tell: Tell, note: () => void): Tell {
  return {
    ...tell,
    watching: (name) => {
      const watch = tell.watching(name);
      return {
        onRestart: watch.onRestart,
        onBack: () => {
          note();
          watch.onBack();
        },
      };
    },
  };
}

/** Calm lines, one a part, with how long it took. */
export function tellOn(write: (line: string) => void): Tell {
  return {
    line: write,
    starting: (name) => {
      const since = performance.now();
      return () => write(`✓ ${name} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
    },
    watching: (name) => ({
      onRestart: (attempt, waitMs) =>
        write(`! ${name} 意外退出，${waitMs / 1000} 秒后第 ${attempt} 次重启 ended by itself, starting it again`),
      onBack: () => write(`✓ ${name} 已恢复 is back`),
    }),
  };
}
