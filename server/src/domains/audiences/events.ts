import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

/** A member's lifecycle stage changed; `new`, `growing`, `mature`, `declining`, `lost`. */
export const stageEntered = fact(
  'stage.entered',
  Type.Object({ memberId: Type.String(), from: Type.String(), to: Type.String(), reason: Type.String() }),
);
