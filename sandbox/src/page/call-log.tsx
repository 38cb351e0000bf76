import { computed, signal } from '@preact/signals';
import type { Call } from './api.ts';
import { formatSeconds, prettyJson } from './format.ts';
import { Icon } from './icon.tsx';
import { calls, olderCalls, readOlderCalls } from './live.ts';

const filters = {
  all: { label: '全部', keep: () => true },
  errors: { label: '出错', keep: (call: Call) => !call.ok },
  pay: { label: '支付', keep: (call: Call) => call.path.includes('/v3/') || call.direction === 'out' },
  messages: { label: '消息', keep: (call: Call) => call.path.includes('/message/') },
} as const;
const filter = signal<keyof typeof filters>('all');
const opened = signal<number | null>(null);

const shown = computed(() => calls.value.filter(filters[filter.value].keep).toReversed());

/** Who called what, the newest first, with request and answer. */
export function CallLog() {
  return (
    <div class="log" role="tabpanel" aria-label="调用记录">
      <fieldset class="sortings" aria-label="筛选">
        {(Object.keys(filters) as (keyof typeof filters)[]).map((id) => (
          <button type="button" key={id} aria-pressed={filter.value === id} onClick={() => (filter.value = id)}>
            {filters[id].label}
          </button>
        ))}
      </fieldset>
      {shown.value.length === 0 && (
        <p class="hint">
          {calls.value.length === 0
            ? '还没有调用。在手机上逛一逛，商家服务与微信的每一次往来都会出现在这里。'
            : '没有符合的调用。'}
        </p>
      )}
      <ol class="calls">
        {shown.value.map((call) => (
          <Row key={call.seq} call={call} />
        ))}
      </ol>
      {olderCalls.value && (
        <button type="button" class="wide" onClick={() => void readOlderCalls()}>
          更早的调用
        </button>
      )}
    </div>
  );
}

const directions = {
  in: { icon: 'arrowIn', words: '商家 → 微信' },
  out: { icon: 'arrowOut', words: '微信 → 商家' },
  phone: { icon: 'phone', words: '手机' },
} as const;

function Row({ call }: { readonly call: Call }) {
  const isOpen = opened.value === call.seq;
  const { icon, words } = directions[call.direction];
  return (
    <li class={call.ok ? '' : 'failed'}>
      <button
        type="button"
        class="call"
        aria-expanded={isOpen}
        onClick={() => (opened.value = isOpen ? null : call.seq)}
      >
        <span class={`direction ${call.direction}`} title={words}>
          <Icon name={icon} size={14} />
        </span>
        <span class="call-title">{call.title}</span>
        <span class={call.ok ? 'code' : 'code bad'}>{call.ok ? call.status : (call.code ?? call.status)}</span>
        <span class="call-time">
          {formatSeconds(new Date(call.at))}
          <small>{call.latencyMs} ms</small>
        </span>
      </button>
      {isOpen && (
        <div class="call-detail">
          <p>
            <span class="tag">{words}</span> <code>{`${call.method} ${call.path}`}</code>
          </p>
          {call.request && <Block title="请求" text={call.request} />}
          <Block title={`应答 ${call.status || ''}`} text={call.response || '(空)'} />
        </div>
      )}
    </li>
  );
}

function Block({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <h4>{title}</h4>
      <pre>{prettyJson(text)}</pre>
    </>
  );
}
