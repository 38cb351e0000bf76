import { Type } from '@sinclair/typebox';
import { Fen } from './contract.ts';

/** What a way in brought, of a contact way and of a group code alike: opened, by whom, who came in, and what they bought since. */
export const DoorFigures = Type.Object({
  visits: Type.Integer(),
  visitors: Type.Integer(),
  added: Type.Integer(),
  joined: Type.Integer(),
  firstOrders: Type.Integer(),
  orders: Type.Integer(),
  gmv: Fen(),
  spent: Fen(),
});
