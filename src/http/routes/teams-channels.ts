import type { KnownChannel } from '../../queue/team-channels';
import { json, type Handler } from '../reply';
import type { WhoWorks } from './console';

/** How the channels of Teams stand that show a worker's areas: a channel without the bot is seen here, and not only missed there. */
export function teamsChannelRoutes(
  who: WhoWorks,
  channels: () => Promise<readonly KnownChannel[]>,
): Readonly<Record<string, Handler>> {
  return {
    'GET /console/api/teams-channels': async (request, response) => {
      const { areas } = await who(request);
      const seen = (await channels())
        .map(({ region, area, state }) => ({ area: `${region}/${area}`, state }))
        .filter(({ area }) => areas === 'all' || areas.includes(area));
      json(response, 200, { channels: seen });
    },
  };
}
