import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { channelNamed } from './channel.ts';
import { channels } from './channels/index.ts';
import { readContents } from './content-store.ts';
import { variablesFor } from './render.ts';
import { SOMEBODY } from './show.ts';
import { builtIn, examplesOf } from './template.ts';

/** What a text must be told by whoever asks for the message; or why it never leaves by this channel, whatever is told. */
export type Need =
  | { readonly never: Words }
  | { readonly never: null; readonly names: readonly { readonly name: string; readonly label: Words }[] };

/** By template and channel. */
export type Needs = (template: string, channel: string) => Need;

/** As the texts are written now. Each is composed as it would be for somebody: what composing misses is what it needs. */
export async function readNeeds(ctx: Ctx): Promise<Needs> {
  const contents = await readContents(ctx);
  return (key, name) => {
    const template = builtIn(key);
    const channel = channelNamed(channels, name);
    const values = contents.of(key, name);
    if (!template || !channel || !values) return { never: NO_TEXT };
    const compose = (told: Readonly<Record<string, string>>) =>
      channel.compose({ template, values }, variablesFor(template, told, ctx.now()), SOMEBODY);
    const examples = examplesOf(template);
    const whole = compose(examples);
    if (!whole.ok) return { never: whole.problem.words };
    const names = template.variables.filter(({ name }) => !compose({ ...examples, [name]: '' }).ok);
    return { never: null, names: names.map(({ name, label }) => ({ name, label })) };
  };
}

const NO_TEXT = words('这种消息不走这个渠道', 'Messages of this kind do not go this way');
