import { NamedReport } from '../analytics/index.ts';

export function Flows() {
  return <NamedReport name="accounts.flows" />;
}
