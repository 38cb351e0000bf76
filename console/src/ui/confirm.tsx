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
  readonly danger?: boolean;
};

/** Asks before a dangerous act; resolves to the answer. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const { modal } = App.useApp();
  const t = useSharedText();
  return useCallback(
    async ({ title, body, ok, danger = false }) =>
      modal.confirm({
        title,
        content: body,
        okText: ok,
        cancelText: t('cancel'),
        okButtonProps: { danger },
        autoFocusButton: danger ? 'cancel' : 'ok',
        width: 440,
        centered: true,
      }),
    [modal, t],
  );
}
