import type { Detail, Me } from '../shapes';
import type { Action } from './allowed';
import { CloseDialog } from './close';
import { ConsultDialog } from './consult';
import { CopyDialog } from './copy';
import { OfferDialog } from './offer';
import type { DialogProps } from './make';
import { TextDialog } from './text-dialog';
import { TriedDialog } from './tried';

/** Whether an action asks something before it is done. What can be undone at once does not. */
export function asks(action: Action, handoff: Detail, me: Pick<Me, 'id'>): boolean {
  const receives = action === 'accept' && handoff.owner !== me.id;
  return action !== 'claim' && !receives;
}

/** The dialog of an action. */
export function ActionDialog({ action, ...props }: DialogProps & { action: Action }) {
  switch (action) {
    case 'claim':
      return null;
    case 'tried':
      return <TriedDialog {...props} />;
    case 'consult':
      return <ConsultDialog {...props} />;
    case 'offer':
      return <OfferDialog {...props} />;
    case 'close':
    case 'fill':
      return <CloseDialog {...props} fills={action === 'fill'} />;
    case 'copy':
      return <CopyDialog {...props} />;
    default:
      return <TextDialog {...props} action={action} />;
  }
}
