import type { Facts } from '../flow/fact';
import { channels } from '../flow/session';
import type { Proof } from '../flow/proof';
import { prove, type Watcher } from '../flow/prove';
import { fitOf } from '../region/services';
import type { Content } from './content';

/** Where a conversation may begin: each channel, in a language that needs an interpreter to be asked for and in one that does not. */
export function startsOf(content: Content): Facts[] {
  return channels.flatMap((channel) => content.languages.map((language) => ({ channel, language })));
}

export function proveContent(content: Content, watch?: Watcher): Proof {
  return prove(content.guide, content.needs, startsOf(content), watch);
}

/** Every combination of need, age, area and floor in an open region, and for how many of them no service fits. */
export function combinationsOf(
  content: Content,
): { readonly region: string; readonly all: number; readonly none: number }[] {
  const ages = [undefined, 'unborn', ...Array.from({ length: 25 }, (_, age) => age)] as const;
  return Object.values(content.regions)
    .filter((region) => region.open)
    .map((region) => {
      const services = (content.services[region.region]?.services ?? []).filter((service) => service.general !== true);
      const areas = [undefined, ...region.areas.map((area) => area.id)];
      let all = 0;
      let none = 0;
      for (const need of content.needs.needs)
        for (const age of ages)
          for (const area of areas)
            for (const floor of [undefined, 1, 2, 3] as const) {
              all += 1;
              const wanted = { need: need.id, age, area, floor, adult: need.adult === true };
              if (!services.some((service) => fitOf(service, wanted).fits)) none += 1;
            }
      return { region: region.region, all, none };
    });
}
