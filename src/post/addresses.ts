import { deskReceiver, type Receiver } from '../queue/pipe';
import { mailSender } from './mail';
import type { Send } from './sending';
import { webSender } from './web';

/** A receiver with the way to it: what a notice becomes there, and how it is sent. */
export interface Address extends Receiver {
  readonly form: 'letter' | 'card' | 'event';
  readonly send: Send;
}

/** What the settings tell of where notices go. */
export interface AddressSettings {
  readonly receivers: readonly (Receiver & {
    readonly email?: string | undefined;
    readonly teams?: string | undefined;
  })[];
  readonly smtp: { readonly server: string; readonly from: string } | undefined;
  /** The connected desk: it takes the handoffs of all regions. */
  readonly desk: { readonly url: string; readonly secret: string } | undefined;
  readonly regions: readonly string[];
  /** Whether mail may only leave encrypted. */
  readonly encrypted: boolean;
}

/** Every place that notices go to. A receiver without a way to it has been refused at the start. */
export function addressesOf({ receivers, smtp, desk, regions, encrypted }: AddressSettings): readonly Address[] {
  return [
    ...receivers.flatMap(({ id, areas, takes, email, teams }): Address[] => {
      const receiver = { id, areas, takes };
      if (teams !== undefined) return [{ ...receiver, form: 'card', send: webSender(teams) }];
      return email === undefined || !smtp
        ? []
        : [{ ...receiver, form: 'letter', send: mailSender({ ...smtp, encrypted }, email) }];
    }),
    ...(desk
      ? [
          {
            id: deskReceiver,
            areas: regions.map((region) => `${region}/*`),
            takes: 'everything' as const,
            form: 'event' as const,
            send: webSender(desk.url, desk.secret),
          },
        ]
      : []),
  ];
}
