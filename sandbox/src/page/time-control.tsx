import { signal, useSignalEffect } from '@preact/signals';
import { call, type ServerClock, serverClock } from './api.ts';
import { say } from './desk-state.ts';
import { formatDay, formatSeconds, formatSpan, fromInput, toInput } from './format.ts';
import { Icon } from './icon.tsx';
import { clock, now, refreshClock, serverReachable, summary } from './live.ts';

const hour = 3_600_000;
const leaps: readonly (readonly [string, number])[] = [
  ['+1 小时', hour],
  ['+1 天', 24 * hour],
  ['+3 天', 72 * hour],
  ['+7 天', 168 * hour],
];

/** Where the move that is under way began: for the progress bar. */
const startedAt = signal<Date | null>(null);
const picked = signal('');

/** Moves the time of the whole world. The server is the authority: it wakes what falls due on the way, in order. */
export function TimeControl() {
  const moving = clock.value?.moving ?? false;
  useSignalEffect(() => {
    if (!clock.value?.moving && !clock.value?.filling) return;
    const timer = setInterval(refreshClock, clock.value.filling ? 1000 : 300);
    return () => clearInterval(timer);
  });
  const ahead = now.value.getTime() - Date.now();
  return (
    <section class="card time" aria-label="时间">
      <div class="time-now">
        <span class="time-icon">
          <Icon name="clock" size={22} />
        </span>
        <div>
          <div class="time-day">{formatDay(now.value)}</div>
          <div class="time-clock">{formatSeconds(now.value)}</div>
        </div>
        <span class={ahead > 60_000 ? 'ahead on' : 'ahead'}>
          {ahead > 60_000 ? `快 ${formatSpan(ahead)}` : ahead < -60_000 ? `慢 ${formatSpan(-ahead)}` : '与现实同步'}
        </span>
      </div>
      <div class="leaps">
        {leaps.map(([label, ms]) => (
          <button
            type="button"
            key={label}
            disabled={moving || !serverReachable.value}
            onClick={() => move({ advanceMs: ms })}
          >
            {label}
          </button>
        ))}
      </div>
      <form
        class="until"
        onSubmit={(event) => {
          event.preventDefault();
          moveTo(picked.value);
        }}
      >
        <input
          type="datetime-local"
          aria-label="前往的时间"
          min={toInput(now.value)}
          value={picked.value || toInput(new Date(now.value.getTime() + 24 * hour))}
          onInput={(event) => (picked.value = event.currentTarget.value)}
        />
        <button type="submit" class="primary" disabled={moving || !serverReachable.value}>
          前往
        </button>
      </form>
      {clock.value?.filling ? <Filling {...clock.value.filling} /> : moving ? <Progress /> : <NextDue />}
    </section>
  );
}

/** Her cart may lie for weeks between two taps while the story runs: better said than wondered at. */
function Filling({ done, total }: { readonly done: number; readonly total: number | null }) {
  return (
    <div class="progress" role="status">
      <div class="bar" role="progressbar" aria-valuenow={done} aria-valuemin={0} aria-valuemax={total ?? 0}>
        <i style={{ width: `${Math.max(2, (100 * done) / (total || 100))}%` }} />
      </div>
      <small>
        模拟顾客正在填充演示数据（第 {done} 天，共 {total}{' '}
        天）：时间会一直往前跑，未付款的订单很快就会过期。等它跑完再下单。
      </small>
    </div>
  );
}

function Progress() {
  const target = clock.value?.target ? new Date(clock.value.target) : null;
  const from = startedAt.value;
  const whole = target && from ? target.getTime() - from.getTime() : 0;
  const done = whole > 0 && from ? Math.min(Math.max((now.value.getTime() - from.getTime()) / whole, 0.02), 1) : 0.05;
  return (
    <div class="progress" role="status">
      <div class="bar" role="progressbar" aria-valuenow={Math.round(done * 100)} aria-valuemin={0} aria-valuemax={100}>
        <i style={{ width: `${done * 100}%` }} />
      </div>
      <small>
        时间正在流动{target ? `，前往 ${formatDay(target)} ${formatSeconds(target)}` : ''}
        {clock.value?.step ? ` · ${clock.value.step}` : ''}
      </small>
    </div>
  );
}

function NextDue() {
  const next = summary.value?.nextDueAt;
  if (!next) return null;
  const inMs = new Date(next).getTime() - now.value.getTime();
  return (
    <small class="next-due">
      微信这边下一件事：{inMs <= 0 ? '马上' : `${formatSpan(inMs)}后`}（通知重试或退款到账）
    </small>
  );
}

async function move(body: { readonly advanceMs: number } | { readonly to: string }): Promise<void> {
  startedAt.value = now.value;
  try {
    await call<ServerClock>('POST', serverClock, body);
    await refreshClock();
  } catch (error) {
    say(error instanceof Error ? error.message : '时间没有移动');
  }
}

function moveTo(text: string): void {
  const at = text ? fromInput(text) : new Date(now.value.getTime() + 24 * hour);
  if (!at || at <= now.value) {
    say('请选择一个比现在更晚的时间：时间只能向前走');
    return;
  }
  picked.value = '';
  void move({ to: at.toISOString() });
}
