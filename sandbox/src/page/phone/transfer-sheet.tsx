import { Asker, Sheet } from './sheet.tsx';

type Props = {
  readonly app: string;
  /** Fen. */
  readonly amount: number;
  readonly remark: string;
  readonly answer: (confirmed: boolean) => void;
};

/** 商家转账: the money comes once she confirms; until then it waits a day. */
export function TransferSheet({ app, amount, remark, answer }: Props) {
  return (
    <Sheet label="确认收款" onEscape={() => answer(false)}>
      <Asker app={app} does="向你转账" />
      <h3>¥{(amount / 100).toFixed(2)}</h3>
      <p class="sheet-note">{remark}</p>
      <p class="sheet-note">确认后转入零钱；24 小时内未确认将退还商家。</p>
      <div class="sheet-actions">
        <button type="button" class="wx-plain" onClick={() => answer(false)}>
          取消
        </button>
        <button type="button" class="wx-green" data-first onClick={() => answer(true)}>
          确认收款
        </button>
      </div>
    </Sheet>
  );
}
