import { analyticsContract } from '@huoshui/contracts/analytics';
import { DomainError } from '../../platform/errors.ts';
import { route } from '../../platform/routes.ts';
import { collect } from './collect.ts';

/** 500 events of the usual size; a sender with longer ones sends fewer. */
const BODY_LIMIT = 512 * 1024;

/** The SDK sends every few seconds at most. */
const PER_MINUTE = 120;

export const collectRoutes = [
  route(
    analyticsContract,
    'POST /collect',
    { member: true, bodyLimit: BODY_LIMIT, transaction: false, checksTexts: true, perMinute: PER_MINUTE },
    async (ctx, { body, reply }) => {
      try {
        return await collect(ctx, body);
      } catch (error) {
        // The SDK keeps its queue and comes back when it is told when to.
        if (error instanceof DomainError && error.text.status >= 429) reply.header('retry-after', '3');
        throw error;
      }
    },
  ),
];
