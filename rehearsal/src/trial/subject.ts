import type { TrialPlan } from '@huoshui/contracts/trial';
import { type Api, Refused } from '../api.ts';

/** What cannot be published cannot be rehearsed: the shop's own words are passed on. */
export class NotPublishable extends Error {
  constructor(answer: string) {
    super(answer);
    this.name = 'NotPublishable';
  }
}

/** Publish and start what is rehearsed, as an operator would. Answers the journey's id. */
export async function startSubject(
  api: Api,
  cookie: string,
  subject: NonNullable<TrialPlan['subject']>,
): Promise<string> {
  try {
    if (subject.kind === 'playbook') {
      const { key, values } = subject;
      return (await api('POST /api/admin/playbooks/:key/journey', { cookie, params: { key }, body: { values } })).id;
    }
    const { id, saves } = await api('POST /api/admin/journeys/:id/drawing', { cookie, params: { id: subject.id } });
    const body = { saves, start: true, move: null };
    const { journey } = await api('POST /api/admin/drawings/:id/publication', { cookie, params: { id }, body });
    return journey.id;
  } catch (error) {
    throw error instanceof Refused ? new NotPublishable(error.message) : error;
  }
}
