import type { Config } from './config';
import { addressesOf, type Address } from './post/addresses';

/** Where the notices of some regions go, by the settings of the service. */
export function addressesIn(config: Config, regions: readonly string[]): readonly Address[] {
  const { SMTP_URL: server, NOTICE_FROM: from, DESK_URL: url, DESK_SECRET: secret } = config;
  return addressesOf({
    receivers: config.NOTICE_RECEIVERS,
    smtp: server === undefined || from === undefined ? undefined : { server, from },
    desk: url === undefined || secret === undefined ? undefined : { url, secret },
    regions,
    encrypted: config.production,
  });
}
