import type { KeyObject } from 'node:crypto';
import type { WechatLog } from '../log.ts';
import type { PlatformCertificate } from './certificates.ts';
import { PayError } from './errors.ts';

/** Finds the public key for the `Wechatpay-Serial` of an answer or a notification; null for a serial nobody vouches for. */
export type Verifiers = { find(serial: string): Promise<KeyObject | null> };

export type VerifierOptions = {
  /** Public-key mode: `PUB_KEY_ID_…` and its key. A merchant in migration has it and certificates as well. */
  readonly publicKey: { readonly id: string; readonly key: KeyObject } | null;
  readonly download: () => Promise<readonly PlatformCertificate[]>;
  readonly now: () => Date;
  readonly log: WechatLog;
};

/** WeChat's own advice: look for new certificates at least every twelve hours. */
const keepMs = 12 * 3_600_000;
// A forger may name any serial: such calls must not make us ask WeChat each time.
const askAgainMs = 60_000;

export function createVerifiers(options: VerifierOptions): Verifiers {
  let keys = new Map<string, KeyObject>();
  let loadedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | null = null;

  const load = async (): Promise<void> => {
    const now = options.now();
    const certificates = await options.download().catch((error: unknown) => {
      // A merchant in public-key mode may have no certificates at all: then every other serial is unknown.
      if (options.publicKey !== null && error instanceof PayError) return [];
      throw error;
    });
    keys = new Map(
      certificates
        .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
        .map(({ serial, key }) => [serial, key] as const),
    );
    loadedAt = now.getTime();
    options.log.debug({ serials: [...keys.keys()] }, 'wechat pay certificates loaded');
  };

  const refresh = async (): Promise<void> => {
    pending ??= load().finally(() => {
      pending = null;
    });
    await pending;
  };

  const findCertificate = async (serial: string): Promise<KeyObject | null> => {
    // The clock of a sandbox may be set back; then what we hold is from the future and as good as unloaded.
    const age = Math.abs(options.now().getTime() - loadedAt);
    if (age >= keepMs || (!keys.has(serial) && age >= askAgainMs)) await refresh();
    return keys.get(serial) ?? null;
  };

  return {
    find: async (serial) => {
      if (serial === options.publicKey?.id) return options.publicKey.key;
      if (serial.startsWith('PUB_KEY_ID_')) return null;
      return findCertificate(serial.toUpperCase());
    },
  };
}
