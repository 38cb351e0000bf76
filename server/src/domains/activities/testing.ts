import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import type { ActivityPlay } from '@huoshui/contracts/words/activities';
import { expect } from 'vitest';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { TestApp } from '../../platform/testing/app.ts';
import { conditionKit } from '../audiences/index.ts';
import type { TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { activityForm } from './activity-form.ts';
import { playOf } from './plays.ts';

let made = 0;

/** Values of an activity that runs from today on for a week, for everybody, nobody held out, unless told otherwise. */
export function activityValues(now: Date, play: ActivityPlay, values: Draft): Draft {
  made += 1;
  const today = shanghaiDay(now);
  return {
    ...initialValues(activityForm(playOf(play), conditionKit()).fields),
    name: `活动 ${made}`,
    days: { from: today, to: addDays(today, 6) },
    holdout: 0,
    ...values,
  };
}

/** From where she acts; the server of the test has to trust one proxy (`TRUST_PROXY`). */
type From = { readonly ip?: string; readonly device?: string };
const deviceOf = ({ device }: From) => (device === undefined ? '' : `?device=${encodeURIComponent(device)}`);
const ipOf = ({ ip }: From) => (ip === undefined ? {} : { headers: { 'x-forwarded-for': ip } });

/** An operator who sets activities up, and phones that play them. */
export function activitiesTest(app: TestApp) {
  const { ctx } = app;
  const admin = async (route: string, body?: object) => {
    const { cookie } = await signedIn(ctx);
    return app.call(route, { cookie, ...(body === undefined ? {} : { body }) });
  };
  return {
    admin,
    /** Set up and live; its id. */
    async live(play: ActivityPlay, values: Parameters<typeof activityValues>[2]): Promise<string> {
      const created = await admin('POST /api/admin/activities', {
        play,
        values: activityValues(ctx.now(), play, values),
      });
      expect([created.status, created.body.error]).toEqual([200, undefined]);
      const moved = await admin(`POST /api/admin/activities/${created.body.id}/live`, {});
      expect(moved.status).toBe(200);
      return created.body.id;
    },
    /** The page of one on her phone; `entry` is whose invitation she opened. */
    async page({ token }: Pick<TestMember, 'token'>, id: string, entry?: string) {
      const { status, body } = await app.call(`GET /api/shop/activities/${id}${entry ? `?entry=${entry}` : ''}`, {
        token,
      });
      expect([status, body.error]).toEqual([200, undefined]);
      return body;
    },
    join: async ({ token }: Pick<TestMember, 'token'>, id: string) =>
      app.call(`POST /api/shop/activities/${id}/entries`, { token, body: {} }),
    help: async ({ token }: Pick<TestMember, 'token'>, entry: string, from: From = {}) =>
      app.call(`POST /api/shop/activity-entries/${entry}/helps${deviceOf(from)}`, { token, body: {}, ...ipOf(from) }),
    /** She opens an invitation, and what she is told. */
    visit: async ({ token }: Pick<TestMember, 'token'>, entry: string, from: From = {}): Promise<string> =>
      (
        await app.call(`POST /api/shop/activity-entries/${entry}/visits${deviceOf(from)}`, {
          token,
          body: {},
          ...ipOf(from),
        })
      ).body.invited,
    accept: async ({ token }: Pick<TestMember, 'token'>, entry: string, from: From = {}): Promise<string> =>
      (
        await app.call(`POST /api/shop/activity-entries/${entry}/acceptances${deviceOf(from)}`, {
          token,
          body: {},
          ...ipOf(from),
        })
      ).body.invited,
    result: async (id: string) => (await admin(`GET /api/admin/activities/${id}/result`)).body,
  };
}
