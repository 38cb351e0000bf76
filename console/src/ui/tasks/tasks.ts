import type { taskState } from '@huoshui/contracts/words/shop';
import { useSyncExternalStore } from 'react';
import { saveFile } from '../csv.ts';

/** Work that this browser does in the background: it survives leaving the page, not closing the tab. */
export type LocalTask = {
  readonly id: number;
  readonly title: string;
  readonly state: keyof typeof taskState;
  readonly done: number;
  readonly total: number | null;
  readonly message: string;
  readonly startedAt: number;
  readonly error: unknown;
  readonly file: { readonly name: string; readonly content: string | Blob } | null;
};

type Result = { readonly name: string; readonly content: string | Blob; readonly message: string };
type Work = (
  report: (done: number, total: number | null, message: string) => void,
  isCancelled: () => boolean,
) => Promise<Result>;
type Tasks = {
  readonly tasks: readonly LocalTask[];
  readonly start: (title: string, work: Work) => Promise<void>;
  readonly cancel: (id: number) => void;
  readonly clear: () => void;
};

let state: Tasks = { tasks: [], start, cancel, clear };
let lastId = 0;
const listeners = new Set<() => void>();

export function useTasks<T>(select: (state: Tasks) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}

async function start(title: string, work: Work): Promise<void> {
  lastId += 1;
  const id = lastId;
  const task: LocalTask = {
    id,
    title,
    state: 'running',
    done: 0,
    total: null,
    message: '',
    startedAt: Date.now(),
    error: null,
    file: null,
  };
  publish([task, ...state.tasks]);
  const isCancelled = () => state.tasks.every((other) => other.id !== id || other.state === 'cancelled');
  try {
    const result = await work((done, total, message) => change(id, { done, total, message }), isCancelled);
    if (isCancelled()) return;
    const file = { name: result.name, content: result.content };
    change(id, { state: 'done', message: result.message, file });
    saveFile(file.name, file.content);
  } catch (error) {
    if (!isCancelled()) change(id, { state: 'failed', error });
  }
}

function cancel(id: number): void {
  change(id, { state: 'cancelled' });
}

function clear(): void {
  publish(state.tasks.filter((task) => task.state === 'running'));
}

function change(id: number, changes: Partial<LocalTask>): void {
  publish(state.tasks.map((task) => (task.id === id && task.state !== 'cancelled' ? { ...task, ...changes } : task)));
}

function publish(tasks: readonly LocalTask[]): void {
  state = { ...state, tasks };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
