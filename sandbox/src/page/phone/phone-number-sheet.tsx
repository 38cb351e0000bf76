import { Asker, Sheet } from './sheet.tsx';

type Props = {
  readonly app: string;
  readonly phoneNumber: string;
  readonly answer: (allowed: boolean) => void;
};

export function PhoneNumberSheet({ app, phoneNumber, answer }: Props) {
  return (
    <Sheet label="申请使用手机号" onEscape={() => answer(false)}>
      <Asker app={app} does="申请" />
      <h3>获取并验证你的手机号</h3>
      <p class="sheet-note">商家用它识别会员、联系配送。</p>
      <div class="number-choice">
        <span>
          <b>{`${phoneNumber.slice(0, 3)}****${phoneNumber.slice(-4)}`}</b>
          <small>微信绑定号码</small>
        </span>
        <i class="tick" aria-hidden="true" />
      </div>
      <div class="sheet-actions">
        <button type="button" class="wx-plain" onClick={() => answer(false)}>
          不允许
        </button>
        <button type="button" class="wx-green" data-first onClick={() => answer(true)}>
          允许
        </button>
      </div>
    </Sheet>
  );
}
