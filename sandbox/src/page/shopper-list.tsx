import { batch, signal } from '@preact/signals';
import type { Shopper } from './api.ts';
import { Avatar } from './avatar.tsx';
import { activePhone, newShopper, phones, say, show } from './desk-state.ts';
import { formatChatTime, formatYuan } from './format.ts';
import { Icon } from './icon.tsx';
import { askForShoppers, now, pageOfShoppers, shoppers, shoppersFound, summary } from './live.ts';

const search = signal('');
const sortings = { number: '按编号', unread: '有新消息', paid: '消费最多' } as const;
const sorting = signal<keyof typeof sortings>('number');
const shown = signal(pageOfShoppers);

/** Asked of the sandbox itself, page by page: a rehearsal makes thousands of shoppers. */
function ask(changes: { readonly q?: string; readonly sort?: keyof typeof sortings; readonly most?: number }): void {
  batch(() => {
    search.value = changes.q ?? search.value;
    sorting.value = changes.sort ?? sorting.value;
    shown.value = changes.most ?? pageOfShoppers;
  });
  askForShoppers({ q: search.value, sort: sorting.value, most: shown.value }).catch((error: Error) =>
    say(error.message),
  );
}

export function ShopperList({ onShown }: { readonly onShown: () => void }) {
  const add = () => {
    newShopper().then(
      (shopper) => {
        show(shopper, activePhone.value);
        onShown();
      },
      (error: Error) => say(error.message),
    );
  };
  const rest = shoppersFound.value - shoppers.value.length;
  return (
    <aside class="shoppers" aria-label="模拟顾客">
      <div class="shoppers-head">
        <h2>模拟顾客</h2>
        <span class="count">{summary.value?.shoppers ?? shoppersFound.value}</span>
        <button type="button" class="primary small" onClick={add}>
          <Icon name="plus" size={16} /> 新顾客
        </button>
      </div>
      <label class="search">
        <Icon name="search" size={16} />
        <input
          type="search"
          placeholder="名字、手机号"
          aria-label="查找顾客"
          value={search.value}
          onInput={(event) => ask({ q: event.currentTarget.value })}
        />
      </label>
      <fieldset class="sortings" aria-label="排序">
        {(Object.keys(sortings) as (keyof typeof sortings)[]).map((id) => (
          <button type="button" key={id} aria-pressed={sorting.value === id} onClick={() => ask({ sort: id })}>
            {sortings[id]}
          </button>
        ))}
      </fieldset>
      <ul class="shopper-rows">
        {shoppers.value.map((shopper) => (
          <Row key={shopper.id} shopper={shopper} onShown={onShown} />
        ))}
      </ul>
      {shoppers.value.length === 0 && <p class="hint">没有这样的顾客。点“新顾客”造一位。</p>}
      {rest > 0 && (
        <button type="button" class="wide" onClick={() => ask({ most: shown.value + pageOfShoppers })}>
          还有 {rest} 位
        </button>
      )}
    </aside>
  );
}

function Row({ shopper, onShown }: { readonly shopper: Shopper; readonly onShown: () => void }) {
  const onPhone = phones.value.findIndex((phone) => phone.shopper.id === shopper.id);
  const open = (index: number) => {
    show(shopper, index);
    onShown();
  };
  return (
    <li class={onPhone >= 0 ? 'on-phone' : ''}>
      <button type="button" class="shopper-row" onClick={() => open(activePhone.value)}>
        <Avatar number={shopper.number} />
        <span class="who">
          <b>{shopper.label}</b>
          <small>{stateOf(shopper)}</small>
        </span>
        {shopper.unread > 0 && (
          <span class="badge" title="未读消息">
            {shopper.unread > 99 ? '99+' : shopper.unread}
          </span>
        )}
        {onPhone >= 0 && (
          <span class="on-mark" title={`在第 ${onPhone + 1} 部手机上`}>
            <Icon name="phone" size={14} />
            {onPhone + 1}
          </span>
        )}
      </button>
      {onPhone < 0 && phones.value.length > 0 && (
        <button
          type="button"
          class="beside"
          title="在第二部手机打开"
          aria-label={`在第二部手机打开${shopper.label}`}
          onClick={() => open(1)}
        >
          <Icon name="phones" size={16} />
        </button>
      )}
    </li>
  );
}

function stateOf(shopper: Shopper): string {
  if (!shopper.lastPaidAt) return '还没有付过款';
  return `${shopper.payments} 单 ¥${formatYuan(shopper.paidTotal)} · ${formatChatTime(shopper.lastPaidAt, now.value)}`;
}
