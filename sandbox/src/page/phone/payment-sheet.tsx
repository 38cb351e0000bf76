import { useEffect, useState } from 'preact/hooks';
import { shopName } from '../account.ts';
import { formatYuan } from '../format.ts';
import { Icon } from '../icon.tsx';
import type { Sheet as AnySheet } from './model.ts';
import { Sheet } from './sheet.tsx';

type Props = { readonly sheet: Extract<AnySheet, { kind: 'payment' }> };
type Stage = 'asking' | 'checking' | 'done' | 'failed';

const passwordLength = 6;
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', '删除'] as const;

/** The cashier: any six digits pay; the second method has too little money in it. */
export function PaymentSheet({ sheet }: Props) {
  const [stage, setStage] = useState<Stage>('asking');
  const [method, setMethod] = useState<'pay' | 'insufficient'>('pay');
  const [password, setPassword] = useState('');

  useEffect(() => {
    if (stage !== 'asking' || password.length < passwordLength) return;
    setStage('checking');
    carryOut(sheet, method).then(
      (paid) => setStage(paid ? 'done' : 'failed'),
      () => setStage('failed'),
    );
  }, [password, stage, sheet, method]);

  useEffect(() => {
    if (stage !== 'done') return;
    const timer = setTimeout(sheet.close, 2600);
    return () => clearTimeout(timer);
  }, [stage, sheet]);

  const pays = sheet.off.reduce((rest, { amount }) => rest - amount, sheet.total);
  if (stage === 'done') return <Paid total={pays} onClose={sheet.close} />;
  const press = (key: string) =>
    setPassword(key === '删除' ? password.slice(0, -1) : (password + key).slice(0, passwordLength));
  const onKeyDown = (event: KeyboardEvent) => {
    if (/^\d$/.test(event.key)) press(event.key);
    if (event.key === 'Backspace') press('删除');
  };
  return (
    <Sheet label="付款" kind="cashier" onEscape={sheet.close}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: digits may also be typed; every key is a button below */}
      <div onKeyDown={onKeyDown}>
        <button type="button" class="cashier-close" aria-label="取消付款" onClick={sheet.close}>
          <Icon name="close" size={20} />
        </button>
        <p class="cashier-shop">{shopName}</p>
        <p class="cashier-amount">
          <small>¥</small>
          {formatYuan(pays)}
        </p>
        <p class="cashier-what">{sheet.description}</p>
        {sheet.off.map(({ name, amount }) => (
          <p class="cashier-off" key={name}>
            {name} -¥{formatYuan(amount)}
          </p>
        ))}
        <label class="cashier-method">
          付款方式
          <select
            value={method}
            onChange={(event) => {
              setMethod(event.currentTarget.value === 'pay' ? 'pay' : 'insufficient');
              setStage('asking');
              setPassword('');
            }}
          >
            <option value="pay">零钱</option>
            <option value="insufficient">储蓄卡（余额不足）</option>
          </select>
        </label>
        {stage === 'failed' ? (
          <p class="cashier-failed" role="alert">
            {method === 'insufficient' ? '余额不足，请换一种付款方式' : '付款没有成功，请稍后再试'}
          </p>
        ) : (
          <div class="dots" role="img" aria-label={`已输入 ${password.length} 位密码`}>
            {Array.from({ length: passwordLength }, (_, i) => (
              <i key={i} class={i < password.length ? 'full' : ''} />
            ))}
          </div>
        )}
        <p class="cashier-hint">{stage === 'checking' ? '正在付款…' : '任意 6 位数字即可，这里不会花钱'}</p>
        <button
          type="button"
          class="wx-green wide"
          data-first
          disabled={stage === 'checking'}
          onClick={() => setPassword('888888')}
        >
          刷脸支付
        </button>
      </div>
      <div class="keypad">
        {keys.map((key) =>
          key === '' ? (
            <span key="blank" />
          ) : (
            <button
              type="button"
              key={key}
              aria-label={key === '删除' ? '删除' : key}
              disabled={stage !== 'asking'}
              onClick={() => press(key)}
            >
              {key}
            </button>
          ),
        )}
      </div>
    </Sheet>
  );
}

/** The check takes a moment, as the real one does: the eye sees that something was decided. */
async function carryOut(sheet: Props['sheet'], method: 'pay' | 'insufficient'): Promise<boolean> {
  const [paid] = await Promise.all([sheet.answer(method), new Promise((resolve) => setTimeout(resolve, 500))]);
  return paid;
}

function Paid({ total, onClose }: { readonly total: number; readonly onClose: () => void }) {
  return (
    <Sheet label="支付成功" kind="paid" onEscape={onClose}>
      <div class="paid-tick">
        <svg width="64" height="64" viewBox="0 0 64 64" aria-hidden="true">
          <circle cx="32" cy="32" r="30" />
          <path d="M19 33l9.500 9.500L46 24" />
        </svg>
      </div>
      <p class="paid-words">支付成功</p>
      <p class="cashier-shop">{shopName}</p>
      <p class="cashier-amount">
        <small>¥</small>
        {formatYuan(total)}
      </p>
      <button type="button" class="wx-plain wide" data-first onClick={onClose}>
        完成
      </button>
    </Sheet>
  );
}
