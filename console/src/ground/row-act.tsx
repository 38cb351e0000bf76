import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useAct } from '../ui/act.ts';
import { useConfirm } from '../ui/confirm.tsx';
import { type Act, May } from './may.tsx';

type RowActProps = {
  readonly call: Act;
  /** The list in which the row stands. */
  readonly list: string;
  readonly label: string;
  /** Told when it is done. */
  readonly done: string;
  /** Asked before; what is asked is shown as dangerous. */
  readonly ask?: { readonly title: string; readonly body: ReactNode } | undefined;
  readonly run: () => Promise<unknown>;
};

/** What may be done with a row, at its end: ended, removed, offered again. */
export function RowAct({ call, list, label, done, ask, run }: RowActProps) {
  const confirm = useConfirm();
  const { busy, act } = useAct([list]);
  const start = async () => {
    if (ask === undefined || (await confirm({ ...ask, ok: label, danger: true }))) await act(run, done);
  };
  return (
    <May call={call}>
      <Button size="small" type="link" danger={ask !== undefined} loading={busy} onClick={() => void start()}>
        {label}
      </Button>
    </May>
  );
}
