import pg from 'pg';
import type { Ctx } from './ctx.ts';

/**
 * Hear PostgreSQL's notifications; a lost connection is made again. What was told meanwhile nobody heard, so each channel is
 * looked at once whenever the listening begins.
 */
export function listenTo(
  url: string,
  { log }: Pick<Ctx, 'log'>,
  channels: Readonly<Record<string, (payload: string) => void>>,
): { close(): void } {
  let closed = false;
  let client: pg.Client | null = null;
  const connect = async () => {
    if (closed) return;
    client = new pg.Client({ connectionString: url, application_name: 'huoshui-ears' });
    client.on('notification', (message) => channels[message.channel]?.(message.payload ?? ''));
    client.on('error', (error) => log.warn({ err: error }, 'notification connection lost'));
    client.on('end', () => {
      if (!closed) setTimeout(() => void connect(), 1000);
    });
    try {
      await client.connect();
      for (const channel of Object.keys(channels)) await client.query(`listen ${channel}`);
      for (const look of Object.values(channels)) look('');
    } catch (error) {
      log.warn({ err: error }, 'cannot listen yet');
      await client.end().catch(() => undefined);
    }
  };
  void connect();
  return {
    close() {
      closed = true;
      void client?.end().catch(() => undefined);
    },
  };
}
