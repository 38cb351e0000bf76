import type { OpenMiniProgram } from './mini-program.ts';
import { between, oneIn } from './traits.ts';

const DAY_MS = 86_400_000;
/** Of so many who see what a birthday brings one keeps hers to herself, and of so many of the others one keeps it by the lunar calendar. Taste. */
const [SILENT, LUNAR] = [3, 4];
const [ELDEST, YOUNGEST] = [Date.UTC(1958, 0, 1), Date.UTC(2006, 11, 31)];

/** She says when her birthday is; said again it is the same. No dice. */
export async function sayBirthday(program: OpenMiniProgram): Promise<void> {
  const { wechatId } = program;
  if (oneIn(SILENT, wechatId, 'keeps her birthday to herself')) return;
  const day = ELDEST + between(0, (YOUNGEST - ELDEST) / DAY_MS, wechatId, 'was born on') * DAY_MS;
  const birthday = new Date(Math.floor(day / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
  const birthdayLunar = oneIn(LUNAR, wechatId, 'keeps the lunar calendar');
  await program.quietly(async () => program.ask('PUT /api/shop/me', { body: { birthday, birthdayLunar } }));
}
