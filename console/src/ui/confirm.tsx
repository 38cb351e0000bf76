import { App } from 'antd';
import { type ReactNode, useCallback } from 'react';
import { useSharedText } from './shared-texts.ts';

type Question = {
  /** The act, with the number it touches: "下架 12 件商品?" */
  readonly title: string;
  /** What will happen, and what will not. */
  readonly body: ReactNode;
  /** The act as a verb: never just "OK". */
  readonly ok: string;
  /** What not doing it is called, where "cancel" would be unclear. */
  readonly cancel?: string;
  readonly danger?: boolean;
};

/** Asks before a dangerous act; resolves to the answer. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const { modal } = App.useApp();
  const t = useSharedText();
  return useCallback(
    async ({ title, body, ok, cancel = t('cancel'), danger = false }) =>
      modal.confirm({
        title,
        content: body,
        okText: ok,
        cancelText: cancel,
        okButtonProps: { danger },
        autoFocusButton: danger ? 'cancel' : 'ok',
        width: 440,
        centered: true,
      }),
    [modal, t],
  );
}
