import { expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { careJourney } from './testing.ts';
import { messagesOfJourneys } from './wanted-messages.ts';

const app = await testApp();

it('tells the messages of what runs, by each channel that one may take, and of nothing else', async () => {
  const { cookie } = await signedIn(app.ctx);
  const put = async (id: string, state: string) =>
    app.call(`PUT /api/admin/journeys/${id}/state`, { cookie, body: { state } });
  const { body } = await app.call('POST /api/admin/journeys', {
    cookie,
    body: { name: '照看', definition: careJourney() },
  });
  expect(await messagesOfJourneys(app.ctx)).toEqual([]);
  await put(body.id, 'live');
  expect(await messagesOfJourneys(app.ctx)).toEqual([{ template: 'careReminder', channel: 'inbox', by: '照看' }]);
  await put(body.id, 'paused');
  expect(await messagesOfJourneys(app.ctx)).toEqual([]);
});
