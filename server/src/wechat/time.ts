const shanghaiOffsetMs = 8 * 3_600_000;

/** RFC 3339 in Shanghai time, as WeChat's samples write it: `2022-12-15T13:29:35+08:00`, with `.120` when asked. */
export function shanghaiTimestamp(instant: Date, precision: 'seconds' | 'milliseconds'): string {
  const iso = new Date(instant.getTime() + shanghaiOffsetMs).toISOString();
  return `${iso.slice(0, precision === 'seconds' ? 19 : 23)}+08:00`;
}
