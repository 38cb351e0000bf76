import type { Ctx } from '../../../platform/ctx.ts';
import type { PersonSet } from '../../../platform/event-store/person-set.ts';
import { type Door, type DoorAsk, figuresOf, personsOf, type WhoOfDoor } from '../brought.ts';

/** The rate of a contact way (引流率) is that of its friends among its visitors. */
const door: Door = { opened: 'contact.shown', entered: 'friend.added', key: 'contactWayId' };

export async function figuresOfWay(ctx: Ctx, asked: DoorAsk): ReturnType<typeof figuresOf> {
  return figuresOf(ctx, door, asked);
}

export async function personsOfWay(ctx: Ctx, asked: DoorAsk, who: WhoOfDoor): Promise<PersonSet> {
  return personsOf(ctx, door, asked, who);
}
