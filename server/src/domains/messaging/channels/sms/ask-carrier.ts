import { sql } from 'kysely';
import { MINUTE_MS } from '../../../../platform/calendar.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../../platform/sweeps.ts';
import { accounts } from '../../../members/index.ts';
import { readSetup } from './account.ts';
import { settleReport } from './settle-report.ts';

const AT_ONCE = 20;
/** A report that was lost is asked for; a phone that is off may be answered for two days. */
const ASK_MS = [50, 300, 1080, 1440].map((minutes) => minutes * MINUTE_MS);

type Row = {
  readonly id: string;
  readonly personNo: number;
  readonly phoneKey: string;
  readonly sentAt: Date;
  readonly asked: number;
};

/** Messages whose report did not come: the vendor is asked, some times, and then they are left as they are. */
export const askCarrier: Sweep = sweep({
  name: 'messaging.sms-ask',
  due: sql`(select min(ask_at) from messaging.sms_message where ask_at is not null)`,
  async run(ctx) {
    const rows = await take(ctx);
    const setup = rows.length === 0 ? null : await readSetup(ctx);
    if (setup === null) return rows.length;
    const client = setup.vendor.open(ctx, setup.account);
    const phones = await accounts.phonesOf(
      ctx,
      rows.map(({ personNo }) => personNo),
    );
    for (const { id, personNo, phoneKey, sentAt } of rows) {
      const phone = phones.get(personNo);
      // She has another number by now: nobody else is asked about.
      if (phone?.key !== phoneKey) continue;
      try {
        const found = await client.find({ id, phone: phone.plain, at: sentAt });
        if (found !== null && found !== 'under_way') await settleReport(ctx, found);
      } catch (error) {
        ctx.log.warn({ err: error, message: id }, 'what became of a text is not known yet');
      }
    }
    return rows.length;
  },
});

async function take(ctx: Ctx): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with due as (
      select id from messaging.sms_message where ask_at <= ${ctx.now()} order by ask_at limit ${AT_ONCE} for update skip locked
    )
    update messaging.sms_message m set asked = m.asked + 1,
      ask_at = ${ctx.now()}::timestamptz + (${[...ASK_MS]}::int[])[m.asked + 1] * interval '1 millisecond',
      state = case when m.asked >= ${ASK_MS.length} and m.state in ('sent', 'sending') then 'silent' else m.state end
    from due where m.id = due.id returning m.id, m.person_no, m.phone_key, m.sent_at, m.asked
  `.execute(ctx.db);
  return rows;
}
