import { type JsonObject, numberOrNull, objectsAt, textAt, textOrNull } from '../json.ts';

export type TransferAsked = {
  readonly handover: string;
  readonly takeover: string;
  /** A hundred at most. */
  readonly externals: readonly string[];
  /** Of who has left the corp: nobody is asked whether she wants it. */
  readonly resigned: boolean;
  readonly message: string;
};
export type TransferStatus = 'done' | 'waiting' | 'refused' | 'full';

export type TransferCalls = {
  /** The answer to each: 0 is taken in, everything else why not. */
  transferCustomers(asked: TransferAsked): Promise<ReadonlyMap<string, number>>;
  /** How those stand that went from one to the other, with when they went over. */
  transferResults(
    pair: Pick<TransferAsked, 'handover' | 'takeover' | 'resigned'>,
  ): Promise<ReadonlyMap<string, { readonly status: TransferStatus; readonly at: Date | null }>>;
  /** Customers of who has left, a thousand at a time, from a cursor on ('' first). */
  unassigned(cursor: string): Promise<{
    readonly customers: readonly { readonly userid: string; readonly externalUserid: string }[];
    readonly next: string;
  }>;
};

const STATUS: Readonly<Record<number, TransferStatus>> = { 1: 'done', 2: 'waiting', 3: 'refused', 4: 'full' };
const PAGE = 1000;

type Post = (path: string, body: JsonObject, repeatable?: boolean) => Promise<JsonObject>;

/** Source: developer.work.weixin.qq.com/document/path/92125, 94088, 94081, 94082, 92124 */
export function transferCalls(post: Post): TransferCalls {
  const at = (resigned: boolean, name: string) => `externalcontact/${resigned ? 'resigned/' : ''}${name}`;
  return {
    transferCustomers: async ({ handover, takeover, externals, resigned, message }) => {
      const body = {
        handover_userid: handover,
        takeover_userid: takeover,
        external_userid: [...externals],
        // Who left says nothing any more, and WeCom knows no such field there.
        ...(resigned || message === '' ? {} : { transfer_success_msg: message }),
      };
      const answer = await post(at(resigned, 'transfer_customer'), body, false);
      return new Map(
        objectsAt(answer, 'customer').map((one) => [textAt(one, 'external_userid'), numberOrNull(one, 'errcode') ?? 0]),
      );
    },
    transferResults: async ({ handover, takeover, resigned }) => {
      const found = new Map<string, { status: TransferStatus; at: Date | null }>();
      for (let cursor = ''; ; ) {
        const body = { handover_userid: handover, takeover_userid: takeover, cursor };
        const answer = await post(at(resigned, 'transfer_result'), body);
        for (const one of objectsAt(answer, 'customer')) {
          const seconds = numberOrNull(one, 'takeover_time') ?? 0;
          const status = STATUS[numberOrNull(one, 'status') ?? 0] ?? 'waiting';
          found.set(textAt(one, 'external_userid'), { status, at: seconds > 0 ? new Date(seconds * 1000) : null });
        }
        cursor = textOrNull(answer, 'next_cursor') ?? '';
        if (cursor === '') return found;
      }
    },
    unassigned: async (cursor) => {
      const answer = await post('externalcontact/get_unassigned_list', { page_size: PAGE, cursor });
      return {
        customers: objectsAt(answer, 'info').map((one) => ({
          userid: textAt(one, 'handover_userid'),
          externalUserid: textAt(one, 'external_userid'),
        })),
        next: answer.is_last === true ? '' : (textOrNull(answer, 'next_cursor') ?? ''),
      };
    },
  };
}
