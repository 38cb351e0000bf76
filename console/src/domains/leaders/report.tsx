import { NamedReport } from '../analytics/index.ts';

export function LeaderReport() {
  return <NamedReport name="leaders.leaders" />;
}
