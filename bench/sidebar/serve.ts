import { allDomains } from '../../server/src/domains.ts';
import { benchConfig, noWechat, serve } from '../orders/serve.ts';

/** The shop's server as staff need it: what they see comes from eight domains. */
export async function serveSidebar(databaseUrl: string, tell: (message: string | number) => void): Promise<void> {
  const domains = allDomains({ wechat: noWechat(), config: benchConfig(databaseUrl) });
  await serve(
    databaseUrl,
    tell,
    domains.filter(({ name }) => name === 'scrm'),
  );
}
