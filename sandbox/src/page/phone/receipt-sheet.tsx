import { Asker, Sheet } from './sheet.tsx';

type Props = {
  readonly app: string;
  readonly description: string;
  readonly answer: (confirmed: boolean) => void;
};

/** WeChat's own component 确认收货: once confirmed, the shop's money is let go. */
export function ReceiptSheet({ app, description, answer }: Props) {
  return (
    <Sheet label="确认收货" onEscape={() => answer(false)}>
      <Asker app={app} does="订单" />
      <h3>确认已收到商品？</h3>
      <p class="sheet-note">{description}</p>
      <p class="sheet-note">确认后，货款将结算给商家。</p>
      <div class="sheet-actions">
        <button type="button" class="wx-plain" onClick={() => answer(false)}>
          取消
        </button>
        <button type="button" class="wx-green" data-first onClick={() => answer(true)}>
          确认收货
        </button>
      </div>
    </Sheet>
  );
}
