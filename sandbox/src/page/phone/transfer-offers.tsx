import { useEffect, useState } from 'preact/hooks';
import { call, sandbox } from '../api.ts';
import { formatDay, formatTime } from '../format.ts';
import { type Phone, sayOn } from './model.ts';

type Offer = { readonly id: string; readonly handover: string; readonly to: string; readonly dueAt: string };

/** In the chat of a member whose customers another takes over: who, until when she may refuse, and the tap that does. */
export function TransferOffers({ phone, member }: { readonly phone: Phone; readonly member: string }) {
  const address = `${sandbox}/shoppers/${phone.shopper.id}/transfers`;
  const [offers, setOffers] = useState<readonly Offer[]>([]);
  const chats = phone.chats.value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came into the chats (chats) is when there may be another
  useEffect(() => {
    call<{ readonly transfers: readonly Offer[] }>('GET', address)
      .then(({ transfers }) => setOffers(transfers.filter(({ handover }) => handover === member)))
      .catch(() => {});
  }, [address, member, chats]);
  const refuse = async (id: string) => {
    await call('DELETE', `${address}/${id}`);
    setOffers(offers.filter((one) => one.id !== id));
    sayOn(phone, '已拒绝，仍由原来的联系人为你服务');
  };
  return (
    <>
      {offers.map(({ id, to, dueAt }) => (
        <article key={id} class="notice">
          <h3>由新的联系人为你服务</h3>
          <p>
            {to} 将接替为你服务，{formatDay(new Date(dueAt))} {formatTime(new Date(dueAt))} 前可以拒绝。
          </p>
          <button
            type="button"
            class="notice-open"
            onClick={() => refuse(id).catch((error: Error) => sayOn(phone, error.message))}
          >
            <span>拒绝</span>
          </button>
        </article>
      ))}
    </>
  );
}
