import type { Handler } from '../../platform/callbacks/callback.ts';
import { readDirectorySoon } from './corp/directory.ts';
import { onContactChange } from './friends/on-callback.ts';
import { onChatChange } from './groups/on-callback.ts';

/** What WeCom pushes, by what it is about; what nobody here asks for is done with. */
export const onCallback: Handler = async (ctx, callback) => {
  const event = String(callback.body.Event ?? '');
  if (event === 'change_external_contact') return onContactChange(ctx, callback);
  if (event === 'change_external_chat') return onChatChange(ctx, callback);
  if (event === 'change_contact') return readDirectorySoon(ctx);
};
