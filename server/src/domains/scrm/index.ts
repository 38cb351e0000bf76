// scrm owns the shop's people in WeCom: who they are, whose friends members are, and what they are shown beside a chat.
export { staffOfMembers } from './friends/staff-of.ts';
export { unknownIn as unknownVariable, VARIABLES_HINT } from './scripts/variables.ts';
