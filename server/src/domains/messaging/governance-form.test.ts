import { describe, expect, it } from 'vitest';
import { checkForm } from '../../platform/form/check.ts';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { governanceSetting } from './governance.ts';
import { governanceForm, valuesOf } from './governance-form.ts';

const values = valuesOf({ ...governanceSetting.initial, perDay: 2, perWeek: 5, perMonth: 12, globalHoldout: 5 });
const said = (over: object) => {
  const checked = checkForm(governanceForm, { ...values, ...over });
  return checked.ok ? governanceForm.sentence(checked.values, () => null) : null;
};

describe('the rules of sending, read aloud', () => {
  it('say that a span over midnight ends the next day', () => {
    expect(said({ quietFrom: 1320, quietTo: 480 })?.zh).toBe(
      '每位会员每天最多收到 2 条、每周 5 条、每月 12 条营销消息。22:00 到 次日 08:00 之间不打扰，推迟到 次日 08:00 之后。5% 的会员作为对照组，不收任何营销。',
    );
    expect(said({ quietFrom: 60, quietTo: 480 })?.en).toContain('from 01:00 to 08:00;');
  });

  it('warn that a daily cap of nothing stops all marketing', () => {
    expect(said({ perDay: 0, globalHoldout: 0, quiet: false })?.en).toBe(
      'The daily cap is 0: no marketing is sent at all.',
    );
  });
});

describe('the rules of sending', async () => {
  const app = await testApp();
  const { cookie } = await signedIn(app.ctx);
  const put = async (over: object) =>
    app.call('PUT /api/admin/settings/governance', { cookie, body: { ...values, ...over } });

  it('are refused at their fields', async () => {
    const at = async (over: object) =>
      (await put(over)).body.error.details.problems.map((problem: { at: string }) => problem.at);
    expect(await at({ perDay: 21, rate: 0 })).toEqual(['perDay', 'rate']);
    expect(await at({ perWeek: 1 })).toEqual(['perWeek']);
    expect(await at({ perMonth: 4 })).toEqual(['perMonth']);
  });

  it('keep the hours that are switched off', async () => {
    await put({ quietFrom: 1200, quietTo: 420 });
    expect((await put({ quiet: false, quietFrom: null, quietTo: null })).body).toMatchObject({
      quiet: false,
      quietFrom: 1200,
      quietTo: 420,
    });
  });
});
