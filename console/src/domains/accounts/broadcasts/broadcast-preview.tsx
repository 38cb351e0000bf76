import type { Draft } from '@huoshui/contracts/form';
import { ReplyPreview } from '../reply-preview.tsx';

/** As it stands in the chat of the account. */
export function BroadcastPreview({ values }: { readonly values: Draft }) {
  const page = typeof values.page === 'string' && values.page !== '';
  return <ReplyPreview values={{ reply: values.text, hands: page ? 'page' : 'none', label: values.label }} />;
}
