import type { BriefingFault } from '@huoshui/contracts/words/briefings';
// SMTP with its encodings, line lengths and ways to sign in is a protocol of its own: the library that most Node programs send by.
import { createTransport } from 'nodemailer';
import type { ReadyServer } from './mail-server.ts';

export type Letter = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where its reader says that she wants no more. */
  readonly stop: string | null;
};

export type Outcome = { readonly fault: BriefingFault | null; readonly again: boolean; readonly said: string };

const CONNECT_MS = 10_000;
/** A whole letter; the lease of a delivery is longer. */
const SILENCE_MS = 20_000;

export async function sendMail(server: ReadyServer, letter: Letter): Promise<Outcome> {
  const { host, port, safety, login, password, from, fromName } = server;
  const transport = createTransport({
    host,
    port,
    secure: safety === 'tls',
    requireTLS: safety === 'starttls',
    ignoreTLS: safety === 'none',
    ...(login === '' ? {} : { auth: { user: login, pass: password } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // Nothing of a letter is read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: fromName === '' ? from : { name: fromName, address: from },
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: `<${letter.id}@${from.split('@')[1] ?? 'localhost'}>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(letter.stop === null
          ? {}
          : { 'List-Unsubscribe': `<${letter.stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      },
    });
    return { fault: null, again: false, said: '' };
  } catch (error) {
    return outcomeOf(error);
  } finally {
    transport.close();
  }
}

/** RFC 5321: 4xx asks to come again, 5xx does not change by asking. What ended after the letter had begun may have arrived. */
function outcomeOf(error: unknown): Outcome {
  const of = (key: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  const [code, status, command] = [of('code'), of('responseCode'), of('command')];
  const said = String(of('response') ?? (error instanceof Error ? error.message : error)).slice(0, 300);
  if (code === 'EAUTH') return { fault: 'sign_in', again: false, said };
  if (typeof status === 'number' && status >= 500) return { fault: 'refused', again: false, said };
  if (typeof status === 'number' && status >= 400) return { fault: 'later', again: true, said };
  if (command === 'DATA') return { fault: 'interrupted', again: false, said };
  return { fault: 'unreachable', again: true, said };
}
