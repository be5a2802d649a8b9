import { z } from 'zod';
import { channelStates, type KnownChannel, type TeamCard, type TeamChannels } from '../queue/team-channels';
import type { Sealer } from './seal';
import type { Database, Row, SqlValue } from './sql';

const channelColumns = 'id, place, team, region, area, language, state, tries, try_after, sealed';
const cardColumns = 'channel, handoff, activity, shown, reminded, over';

/** Channels of Teams, their cards and the presses heard there, in the database. */
export function teamChannelStore(database: Database, sealer: Sealer): TeamChannels {
  const change = async (sql: string, values: readonly SqlValue[]): Promise<number> =>
    (await database.transaction((run) => run(sql, values))).count;
  const channels = async (where: string, values: readonly SqlValue[]): Promise<readonly KnownChannel[]> =>
    (
      await database.rows(`select ${channelColumns} from team_channels where ${where} order by connected_at`, values)
    ).map((row) => channelFrom(row, sealer));
  return {
    async connect({ id, place, team, region, area, language, reference }, now) {
      const at = now.toISOString();
      // Where a channel is stands sealed under its id, which stays when it is connected again.
      return database.transaction(async (run) => {
        const found = await run('select id from team_channels where place = $1 and region = $2 and area = $3', [
          place,
          region,
          area,
        ]);
        const known = found.rows[0]?.['id'];
        const kept = typeof known === 'string' ? known : id;
        const sealed = sealer.seal(reference, channelPlace(kept));
        await run(
          `insert into team_channels (id, place, team, region, area, language, state, connected_at, tries, try_after, sealed)
           values ($1, $2, $3, $4, $5, $6, 'working', $7, 0, $7, $8)
           on conflict (place, region, area) do update set language = excluded.language, team = excluded.team,
             state = 'working', tries = 0, try_after = excluded.try_after, sealed = excluded.sealed`,
          [kept, place, team, region, area, language, at, sealed],
        );
        return known === undefined;
      });
    },
    async disconnect(place) {
      const found = await channels('place = $1', [place]);
      await database.transaction(async (run) => {
        for (const { id } of found) await run('delete from team_cards where channel = $1', [id]);
        await run('delete from team_channels where place = $1', [place]);
      });
      return found.map(({ region, area }) => `${region}/${area}`);
    },
    at: (place) => channels('place = $1', [place]),
    all: () => channels('1 = 1', []),
    due: (now) => channels("state <> 'removed' and try_after <= $1", [now.toISOString()]),
    async take(id, now, until) {
      const taken = await change(
        "update team_channels set try_after = $1, tries = tries + 1 where id = $2 and try_after <= $3 and state <> 'removed'",
        [until.toISOString(), id, now.toISOString()],
      );
      return taken === 1;
    },
    async works(id, from) {
      await change("update team_channels set state = 'working', tries = 0, try_after = $1 where id = $2", [
        from.toISOString(),
        id,
      ]);
    },
    async waits(id, at) {
      await change("update team_channels set state = 'waiting', try_after = $1 where id = $2", [at.toISOString(), id]);
    },
    removed(of, now) {
      const [column = 'id', value = ''] = Object.entries(of)[0] ?? [];
      const name = z.enum(['id', 'team', 'place']).parse(column);
      return change(
        `update team_channels set state = 'removed', try_after = $2 where ${name} = $1 and state <> 'removed'`,
        [value, now.toISOString()],
      );
    },
    async forgetRemoved(before) {
      const old = "state = 'removed' and try_after < $1";
      await database.transaction(async (run) => {
        await run(`delete from team_cards where channel in (select id from team_channels where ${old})`, [
          before.toISOString(),
        ]);
        await run(`delete from team_channels where ${old}`, [before.toISOString()]);
      });
    },
    async cards(channel) {
      const rows = await database.rows(`select ${cardColumns} from team_cards where channel = $1`, [channel]);
      return rows.map(cardFrom);
    },
    async cardAt(place, handoff) {
      const rows = await database.rows(
        `select ${cardColumns} from team_cards where handoff = $1
           and channel in (select id from team_channels where place = $2) order by over`,
        [handoff, place],
      );
      const [row] = rows;
      if (!row) return undefined;
      const card = cardFrom(row);
      const channel = (await channels('id = $1', [card.channel]))[0];
      return channel && { card, channel };
    },
    async put({ channel, handoff, activity, shown, reminded, over }) {
      await change(
        `insert into team_cards (channel, handoff, activity, shown, reminded, over) values ($1, $2, $3, $4, $5, $6)
         on conflict (channel, handoff) do update set activity = excluded.activity, shown = excluded.shown,
           reminded = excluded.reminded, over = excluded.over`,
        [channel, handoff, activity, shown, JSON.stringify(reminded), over ? 1 : 0],
      );
    },
    async drop({ channel, handoff }) {
      await change('delete from team_cards where channel = $1 and handoff = $2', [channel, handoff]);
    },
    async hearOnce(press, now) {
      const hash = sealer.mac('team press', press);
      return (
        (await change('insert into team_presses (press, at) values ($1, $2) on conflict do nothing', [
          hash,
          now.toISOString(),
        ])) === 1
      );
    },
    async forgetPresses(before) {
      await change('delete from team_presses where at < $1', [before.toISOString()]);
    },
  };
}

function channelPlace(id: string): string {
  return `team channel ${id}`;
}

function channelFrom(row: Row, sealer: Sealer): KnownChannel {
  const id = String(row['id']);
  return {
    id,
    place: String(row['place']),
    team: String(row['team']),
    region: String(row['region']),
    area: String(row['area']),
    language: String(row['language']),
    reference: sealer.open(row['sealed'] as Buffer, channelPlace(id)),
    state: channelStates.find((one) => one === row['state']) ?? 'waiting',
    tries: Number(row['tries']),
    tryAfter: String(row['try_after']),
  };
}

const remindedSchema = z.array(z.string());

function cardFrom(row: Row): TeamCard {
  return {
    channel: String(row['channel']),
    handoff: String(row['handoff']),
    activity: row['activity'] === null ? null : String(row['activity']),
    shown: String(row['shown']),
    reminded: remindedSchema.parse(JSON.parse(String(row['reminded']))),
    over: row['over'] === 1,
  };
}
