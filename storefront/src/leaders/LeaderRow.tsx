import { api, useLoad } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { t } from './texts.ts';

/** The way to it, where she is a leader or may ask to be one. */
export function LeaderRow() {
  const { data } = useLoad(async () => api('GET /api/shop/leaders/mine', {}), [], { fresh: true });
  if (data === null || (!data.open && data.state === null)) return null;
  const isOne = data.state === 'active' || data.state === 'suspended' || data.state === 'ended';
  return <Cell icon="house" label={t(isOne ? 'row' : 'applyRow')} onClick={() => go(pages.leader)} />;
}
