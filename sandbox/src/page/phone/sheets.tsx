import { nameOfApp } from '../account.ts';
import { AccountSheet } from './account-sheet.tsx';
import { ContactSheet } from './contact-sheet.tsx';
import { GroupSheet } from './group-sheet.tsx';
import type { Phone } from './model.ts';
import { PaymentSheet } from './payment-sheet.tsx';
import { PhoneNumberSheet } from './phone-number-sheet.tsx';
import { ReceiptSheet } from './receipt-sheet.tsx';
import { ScanSheet } from './scan-sheet.tsx';
import { ShareSheet } from './share-sheet.tsx';
import { SubscribeSheet } from './subscribe-sheet.tsx';
import { TransferSheet } from './transfer-sheet.tsx';

/** Whatever waits for the shopper's answer, over the mini program. */
export function SheetOf({ phone }: { readonly phone: Phone }) {
  const sheet = phone.sheet.value;
  const app = nameOfApp(phone.appid.value);
  switch (sheet?.kind) {
    case 'phone-number':
      return <PhoneNumberSheet app={app} phoneNumber={phone.shopper.phoneNumber} answer={sheet.answer} />;
    case 'subscribe':
      return <SubscribeSheet app={app} templates={sheet.templates} answer={sheet.answer} />;
    case 'payment':
      return <PaymentSheet sheet={sheet} />;
    case 'transfer':
      return <TransferSheet app={app} amount={sheet.amount} remark={sheet.remark} answer={sheet.answer} />;
    case 'receipt':
      return <ReceiptSheet app={app} description={sheet.description} answer={sheet.answer} />;
    case 'scan':
      return <ScanSheet answer={sheet.answer} />;
    case 'account':
      return <AccountSheet name={sheet.name} followed={sheet.followed} answer={sheet.answer} />;
    case 'contact':
      return <ContactSheet contact={sheet.contact} answer={sheet.answer} />;
    case 'group':
      return <GroupSheet group={sheet.group} answer={sheet.answer} />;
    case 'share':
      return <ShareSheet phone={phone} sheet={sheet} />;
    default:
      return null;
  }
}
