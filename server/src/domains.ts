import type { Config } from './config.ts';
import { catalog } from './domains/catalog/domain.ts';
import { members } from './domains/members/domain.ts';
import { memberOfRequest } from './domains/members/index.ts';
import { operators } from './domains/operators/domain.ts';
import { allows, operatorOfRequest, recordAudit } from './domains/operators/index.ts';
import type { Domain } from './platform/domain.ts';
import type { Guards } from './platform/http/access.ts';
import type { Tellers } from './platform/timeline.ts';
import type { Wechat } from './wechat/index.ts';

/**
 * The table of contents: a line a domain, in tiers; a domain calls only what stands above it. Knots between domains are
 * untied here, by handing one what another implements.
 */
export function allDomains({ wechat }: { wechat: Wechat; config: Config }): readonly Domain[] {
  const tellers = (): Tellers => Object.assign({}, ...domains.map((d) => d.tells ?? {}));
  const domains: readonly Domain[] = [
    // 0
    operators,
    catalog,
    // 1
    members({ wechat, tellers }),
  ];
  return domains;
}

/** Who calls, what she may do, and where her changes are written down. */
export const guards: Guards = {
  operator: operatorOfRequest,
  member: memberOfRequest,
  allows,
  audit: recordAudit,
};
