import { formatTime } from '../format.ts';
import { now } from '../live.ts';

/** The head of every phone. */
export function StatusBar() {
  return (
    <div class="status-bar" aria-hidden="true">
      <b>{formatTime(now.value)}</b>
      <span>
        <svg aria-hidden="true" width="17" height="11" viewBox="0 0 17 11">
          <path d="M1 8h2v3H1zM5 5.500h2V11H5zM9 3h2v8H9zM13 0h2v11h-2z" fill="currentColor" />
        </svg>
        <svg aria-hidden="true" width="25" height="12" viewBox="0 0 25 12">
          <rect x="0.500" y="0.500" width="21" height="11" rx="3" fill="none" stroke="currentColor" opacity="0.45" />
          <rect x="2" y="2" width="16" height="8" rx="1.800" fill="currentColor" />
          <rect x="22.500" y="4" width="2" height="4" rx="1" fill="currentColor" opacity="0.45" />
        </svg>
      </span>
    </div>
  );
}
