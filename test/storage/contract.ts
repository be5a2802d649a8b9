import type { Entry, TurnWrite } from '../../src/conversation/ports';
import { NameTaken, RevisionConflict } from '../../src/errors';
import { newSession } from '../../src/flow/session';
import { bareRecord, type NewHandoff } from '../../src/queue/handoff';
import { moved } from '../../src/queue/life';
import type { Detail, MoveWrite } from '../../src/queue/ports';
import { conversationStore } from '../../src/storage/conversations';
import { deskStore } from '../../src/storage/handoffs';
import { migrate } from '../../src/storage/migrate';
import { endIdleConversations } from '../../src/storage/retention';
import { makeSealer, type Sealer } from '../../src/storage/seal';
import { answers, type Database } from '../../src/storage/sql';
import { ticketStore } from '../../src/storage/tickets';

export const contractSealer: Sealer = makeSealer({ keys: [{ id: 'now', key: Buffer.alloc(32, 1) }] });

const monday = '2026-11-23T08:00:00.000Z';
const at = (iso: string): Date => new Date(iso);
let made = 0;
/** A name that no other test of the same database has. */
export const unique = (what: string): string => `${what}-${process.pid}-${Date.now().toString(36)}-${(made += 1)}`;

export function entryOf(conversation: string, first: number, messageId: string, text = 'Kiitos'): Entry {
  return {
    conversation,
    first,
    at: monday,
    messageId,
    told: { text },
    words: [{ text: `vastaus: ${text}`, luotsi: { language: 'fi' } }],
    by: 'bot',
  };
}

export function handoffOf(
  conversation: string,
  change: Partial<NewHandoff> = {},
): NewHandoff & { readonly conversation: string } {
  const id = unique('handoff');
  return {
    id,
    case: unique('LU'),
    codeHash: unique('hash'),
    region: 'etela-pohjanmaa',
    area: 'lapua',
    kind: 'contact',
    origin: 'chat',
    dangerRank: 0,
    childSelf: false,
    receivedAt: monday,
    dueAt: '2026-11-24T13:00:00.000Z',
    record: {
      ...bareRecord(monday),
      need: 'child_sleep',
      ownWords: 'Vauva valvoo',
      who: 'parent',
      municipality: 'lapua',
      contact: { name: 'Liisa', reach: '040 123 4567', times: [], allowed: [] },
      permission: { words: 'Saanko?', at: monday },
      privacy: { words: 'Salassa', content: 'v1' },
    },
    ...change,
    conversation,
  };
}

/** The write of one turn: the first of a conversation, unless it is thought from a revision. */
export function writeOf(conversation: string, change: Partial<TurnWrite> = {}): TurnWrite {
  const session = newSession({
    region: 'etela-pohjanmaa',
    channel: 'web',
    language: 'fi',
    content: 'v1',
    startedAt: monday,
  });
  return {
    conversation,
    from: undefined,
    session,
    entry: entryOf(conversation, 0, 'start'),
    handoff: undefined,
    appendTo: undefined,
    dangerRank: 0,
    tallies: [],
    ...change,
  };
}

const linkedTo = (handoff: NewHandoff): TurnWrite['session'] => ({
  ...writeOf('').session,
  handoff: { id: handoff.id, case: handoff.case },
});

/** What storage promises, whichever engine gives it. */
export function storageContract(open: () => Promise<Database>): void {
  let database: Database;
  beforeEach(async () => {
    database = await open();
  });
  const store = (sealer: Sealer = contractSealer) => conversationStore(database, sealer);
  const count = async (sql: string, values: readonly string[] = []): Promise<number> =>
    (await database.rows(sql, values)).length;

  describe('a turn that holds its conversation', () => {
    it('reads what the one before has written, though they came together', async () => {
      const id = unique('c');
      const order: string[] = [];
      const turn = (name: string) =>
        store().hold(id, async (held) => {
          const stored = await held.open(id, name);
          order.push(`${name} begins at ${stored?.size ?? 0}`);
          await new Promise((resolve) => setTimeout(resolve, 20));
          const first = stored?.size ?? 0;
          await held.settle(writeOf(id, { from: stored?.revision, entry: entryOf(id, first, name) }));
          order.push(`${name} ends`);
        });
      await Promise.all(['a', 'b', 'c'].map(turn));
      const [first = '', second = '', third = ''] = [0, 2, 4].map((place) => order[place]?.split(' ')[0] ?? '');
      expect(order).toEqual([
        `${first} begins at 0`,
        `${first} ends`,
        `${second} begins at 2`,
        `${second} ends`,
        `${third} begins at 4`,
        `${third} ends`,
      ]);
    });

    it('leaves nothing behind when it breaks off', async () => {
      const id = unique('c');
      const broken = store().hold(id, async (held) => {
        await held.settle(writeOf(id));
        throw new Error('broken off');
      });
      await expect(broken).rejects.toThrow();
      expect(await store().open(id, 'm')).toBeUndefined();
      await store().hold(id, (held) => held.settle(writeOf(id)));
      expect((await store().open(id, 'm'))?.size).toBe(2);
    });

    it('can tell the sizes of many logs at once, and has none for what is not there', async () => {
      const ids = Array.from({ length: 120 }, () => unique('c'));
      for (const id of ids.slice(0, 3)) await store().settle(writeOf(id));
      expect(await store().sizes(ids)).toEqual(new Map(ids.slice(0, 3).map((id) => [id, 2])));
      expect(await store().sizes([])).toEqual(new Map());
    });
  });

  describe('a stream ticket', () => {
    it('is used once, until it is forgotten with its minute', async () => {
      const tickets = ticketStore(database);
      const nonce = unique('nonce');
      const until = at('2026-11-23T08:01:00Z');
      const uses = await Promise.all([1, 2, 3].map(() => tickets.use(nonce, until)));
      expect(uses.filter(Boolean)).toHaveLength(1);
      await tickets.forget(at('2026-11-23T08:00:59Z'));
      expect(await tickets.use(nonce, until)).toBe(false);
      await tickets.forget(at('2026-11-23T08:01:01Z'));
      expect(await tickets.use(nonce, until)).toBe(true);
    });
  });

  describe('a turn is written', () => {
    it('and read back as it was', async () => {
      const id = unique('c');
      const write = writeOf(id);
      await store().settle(write);
      const stored = await store().open(id, 'another');
      expect(stored).toEqual({
        session: write.session,
        revision: 1,
        size: 2,
        handoff: undefined,
        repeated: undefined,
      });
      expect(await store().log(id, 0)).toEqual([write.entry]);
      expect(await store().open(unique('c'), 'start')).toBeUndefined();
    });

    it('with words of every alphabet, and empty ones', async () => {
      const id = unique('c');
      const text = 'äöå 😭 طفلي ребёнок \u0301 "\'\\ \n <b>';
      await store().settle(writeOf(id, { entry: { ...entryOf(id, 0, text, text), words: [] } }));
      expect((await store().log(id, 0))[0]?.told?.text).toBe(text);
      expect((await store().open(id, text))?.repeated?.messageId).toBe(text);
    });

    it('all or not at all', async () => {
      const id = unique('c');
      const handoff = handoffOf(id);
      await store().settle(writeOf(id));
      const tally = { day: '2026-11-23', region: unique('region'), measure: 'outcome', value: 'advice' };
      const bad = writeOf(id, {
        from: 1,
        session: linkedTo(handoff),
        entry: entryOf(id, 2, 'm1'),
        handoff,
        // A handoff that does not exist cannot hear anything: the whole turn is refused.
        appendTo: 'no-such-handoff',
        tallies: [tally],
      });
      await expect(store().settle(bad)).rejects.toThrow();
      expect((await store().open(id, 'm1'))?.revision).toBe(1);
      expect(await store().log(id, 0)).toHaveLength(1);
      expect(await count('select id from handoffs where id = $1', [handoff.id])).toBe(0);
      expect(await count('select id from outbox where id = $1', [`notice.new/${handoff.id}`])).toBe(0);
      expect(await count('select value from tallies where region = $1', [tally.region])).toBe(0);
      await store().settle({ ...bad, appendTo: undefined });
      expect(await count('select id from handoffs where id = $1', [handoff.id])).toBe(1);
      expect(await count('select id from outbox where id = $1', [`notice.new/${handoff.id}`])).toBe(1);
    });

    it('and its counts are added up', async () => {
      const region = unique('region');
      const tally = { day: '2026-11-23', region, measure: 'outcome', value: 'advice' };
      for (const id of [unique('c'), unique('c'), unique('c')])
        await store().settle(writeOf(id, { tallies: [tally, { ...tally, value: 'emergency' }] }));
      const rows = await database.rows('select value, count from tallies where region = $1 order by value', [region]);
      expect(rows).toEqual([
        { value: 'advice', count: 3 },
        { value: 'emergency', count: 3 },
      ]);
    });
  });

  describe('two who write at once', () => {
    it('cannot both write from the same revision', async () => {
      const id = unique('c');
      await store().settle(writeOf(id));
      await store().settle(writeOf(id, { from: 1, entry: entryOf(id, 2, 'm1') }));
      await expect(store().settle(writeOf(id, { from: 1, entry: entryOf(id, 2, 'm2') }))).rejects.toThrow(
        RevisionConflict,
      );
      expect((await store().open(id, 'm2'))?.revision).toBe(2);
      expect((await store().log(id, 0)).map((entry) => entry.messageId)).toEqual(['start', 'm1']);
    });

    it('cannot both begin the same conversation', async () => {
      const id = unique('c');
      const begun = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) => store().settle(writeOf(id, { entry: entryOf(id, 0, `m${index}`) }))),
      );
      expect(begun.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
      for (const one of begun) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(RevisionConflict);
      expect(await store().log(id, 0)).toHaveLength(1);
    });

    it('cannot bring back a conversation that has ended in between', async () => {
      const id = unique('c');
      await store().settle(writeOf(id));
      await store().erase(id, [], monday);
      await expect(store().settle(writeOf(id, { from: 1, entry: entryOf(id, 2, 'm1') }))).rejects.toThrow(
        RevisionConflict,
      );
      expect(await store().open(id, 'm1')).toBeUndefined();
    });
  });

  describe('a message', () => {
    it('is known again by its id, in its own conversation only', async () => {
      const [one, other] = [unique('c'), unique('c')];
      await store().settle(writeOf(one, { entry: entryOf(one, 0, 'same', 'ensimmäinen') }));
      await store().settle(writeOf(other, { entry: entryOf(other, 0, 'different', 'toinen') }));
      expect((await store().open(one, 'same'))?.repeated?.told?.text).toBe('ensimmäinen');
      expect((await store().open(other, 'same'))?.repeated).toBeUndefined();
    });

    it('is never stored twice', async () => {
      const id = unique('c');
      await store().settle(writeOf(id));
      await expect(store().settle(writeOf(id, { from: 1, entry: entryOf(id, 2, 'start') }))).rejects.toThrow();
      expect((await store().open(id, 'x'))?.revision).toBe(1);
    });

    it('is found by its place in the log', async () => {
      const id = unique('c');
      await store().settle(writeOf(id));
      await store().settle(writeOf(id, { from: 1, entry: entryOf(id, 2, 'm1') }));
      await store().settle(writeOf(id, { from: 2, entry: entryOf(id, 4, 'm2') }));
      const from = async (place: number): Promise<string[]> =>
        (await store().log(id, place)).map((entry) => entry.messageId);
      expect(await from(0)).toEqual(['start', 'm1', 'm2']);
      expect(await from(1)).toEqual(['start', 'm1', 'm2']);
      expect(await from(2)).toEqual(['m1', 'm2']);
      expect(await from(5)).toEqual(['m2']);
      expect(await from(6)).toEqual([]);
    });
  });

  describe('a conversation that ends', () => {
    it('is gone with all its words, and the others stay', async () => {
      const [gone, stays] = [unique('c'), unique('c')];
      for (const id of [gone, stays]) await store().settle(writeOf(id));
      await store().erase(gone, [], monday);
      expect(await store().open(gone, 'start')).toBeUndefined();
      expect(await store().log(gone, 0)).toEqual([]);
      expect(await count('select first from turns where conversation = $1', [gone])).toBe(0);
      expect(await store().log(stays, 0)).toHaveLength(1);
      await store().erase(gone, [], monday);
    });

    it('leaves its handoff, with what the family added', async () => {
      const id = unique('c');
      const handoff = handoffOf(id);
      await store().settle(writeOf(id, { session: linkedTo(handoff), handoff }));
      expect((await store().open(id, 'x'))?.handoff).toBe('waiting');
      await store().settle(
        writeOf(id, {
          from: 1,
          session: linkedTo(handoff),
          entry: entryOf(id, 2, 'm1', 'lisään vielä'),
          appendTo: handoff.id,
        }),
      );
      await store().erase(id, [], monday);
      const detail = await deskStore(database, contractSealer).read(handoff.id);
      expect(detail).toMatchObject({ id: handoff.id, state: 'waiting', record: handoff.record });
      expect(detail?.events.map((event) => [event.kind, event.text])).toEqual([['family', 'lisään vielä']]);
    });

    it.each(['case', 'codeHash'] as const)('is not written when its handoff has the %s of another', async (name) => {
      const [first, id] = [unique('c'), unique('c')];
      const taken = handoffOf(first);
      await store().settle(writeOf(first, { session: linkedTo(taken), handoff: taken }));
      const handoff = { ...handoffOf(id), [name]: taken[name] };
      const again = store().hold(id, (held) => held.settle(writeOf(id, { session: linkedTo(handoff), handoff })));
      await expect(again).rejects.toThrow(NameTaken);
      expect(await store().open(id, 'x')).toBeUndefined();
      expect(await deskStore(database, contractSealer).read(handoff.id)).toBeUndefined();
      expect(await count('select id from outbox where id like $1', [`%${handoff.id}%`])).toBe(0);
    });

    it('lifts its handoff in the queue when danger is heard later, and never lowers it', async () => {
      const id = unique('c');
      const handoff = handoffOf(id);
      await store().settle(writeOf(id, { session: linkedTo(handoff), handoff }));
      for (const [from, dangerRank, rank] of [
        [1, 1, 1],
        [2, 2, 2],
        [3, 0, 2],
      ] as const) {
        await store().settle(
          writeOf(id, {
            from,
            session: linkedTo(handoff),
            entry: entryOf(id, from * 2, `m${from}`),
            appendTo: handoff.id,
            dangerRank,
          }),
        );
        expect((await deskStore(database, contractSealer).read(handoff.id))?.dangerRank).toBe(rank);
      }
    });

    it('of itself has been idle for twenty hours; one that goes on stays', async () => {
      const [idle, busy, withHandoff] = [unique('c'), unique('c'), unique('c')];
      const handoff = handoffOf(withHandoff);
      await store().settle(writeOf(idle));
      await store().settle(writeOf(withHandoff, { session: linkedTo(handoff), handoff }));
      await store().settle(writeOf(busy, { entry: { ...entryOf(busy, 0, 'start'), at: '2026-11-24T03:00:00.000Z' } }));
      await endIdleConversations(database, at('2026-11-24T03:59:59Z'));
      expect(await store().open(idle, 'x')).toBeDefined();
      expect(await endIdleConversations(database, at('2026-11-24T04:00:01Z'))).toBeGreaterThanOrEqual(2);
      expect(await store().open(idle, 'x')).toBeUndefined();
      expect(await store().log(idle, 0)).toEqual([]);
      expect(await count('select first from turns where conversation = $1', [idle])).toBe(0);
      expect(await store().open(withHandoff, 'x')).toBeUndefined();
      expect(await count('select id from handoffs where id = $1', [handoff.id])).toBe(1);
      expect(await store().open(busy, 'x')).toBeDefined();
      expect(await endIdleConversations(database, at('2026-11-24T04:00:01Z'))).toBe(0);
    });
  });

  describe('a worker’s move', () => {
    const worker = {
      id: 'w',
      name: 'Ohjaaja',
      purpose: 'asiakasohjaus',
      role: 'worker' as const,
      areas: 'all' as const,
    };
    const mover = { ...worker, worksIn: () => true };
    const claimOf = (found: Detail, change: Partial<MoveWrite> = {}): MoveWrite => ({
      id: found.id,
      from: found.revision,
      move: 'claim',
      by: worker,
      at: monday,
      change: moved('claim', found, 'claimed', mover, monday),
      ...change,
    });
    const found = async (id: string): Promise<Detail> => {
      const detail = await deskStore(database, contractSealer).read(id);
      if (!detail) throw new Error(`there is no handoff ${id}`);
      return detail;
    };
    const sent = async (): Promise<NewHandoff & { readonly conversation: string }> => {
      const id = unique('c');
      const handoff = handoffOf(id);
      await store().settle(writeOf(id, { session: linkedTo(handoff), handoff }));
      return handoff;
    };

    it('is made once from one revision, with its line in the audit trail and its words to the family', async () => {
      const handoff = await sent();
      const desk = deskStore(database, contractSealer);
      const claim = claimOf(await found(handoff.id), {
        tell: {
          conversation: handoff.conversation,
          words: [{ text: 'hei', luotsi: { language: 'fi', notice: 'voice' as const, voice: 'worker' as const } }],
          by: 'bot',
        },
      });
      const made = await Promise.all(Array.from({ length: 10 }, () => desk.move(claim)));
      expect(made.filter((one) => one.moved)).toHaveLength(1);
      expect(await count('select id from audit where subject = $1', [handoff.id])).toBe(1);
      expect(await store().log(handoff.conversation, 0)).toHaveLength(2);
      expect(await store().open(handoff.conversation, 'x')).toMatchObject({ revision: 2, size: 3, handoff: 'claimed' });
      await expect(
        store().settle(writeOf(handoff.conversation, { from: 1, entry: entryOf(handoff.conversation, 2, 'late') })),
      ).rejects.toThrow(RevisionConflict);
    });

    it('is made also when the family has left', async () => {
      const handoff = await sent();
      await store().erase(handoff.conversation, [], monday);
      const told = { tell: { conversation: handoff.conversation, words: [], by: 'bot' as const } };
      const made = await deskStore(database, contractSealer).move(claimOf(await found(handoff.id), told));
      expect(made).toEqual({ moved: true, announced: undefined });
    });
  });

  describe('what is sealed', () => {
    const moveBytes = async (table: string, where: string, from: string, to: string): Promise<void> => {
      await database.transaction(async (run) => {
        const { rows } = await run(`select sealed from ${table} where ${where} = $1`, [from]);
        await run(`update ${table} set sealed = $1 where ${where} = $2`, [rows[0]?.['sealed'] ?? null, to]);
      });
    };

    it('opens in its own place only: bytes moved to another row do not', async () => {
      const [one, other] = [unique('c'), unique('c')];
      const handoffs = [handoffOf(one), handoffOf(other)] as const;
      await store().settle(writeOf(one, { session: linkedTo(handoffs[0]), handoff: handoffs[0] }));
      await store().settle(writeOf(other, { session: linkedTo(handoffs[1]), handoff: handoffs[1] }));
      await moveBytes('turns', 'conversation', one, other);
      await expect(store().log(other, 0)).rejects.toThrow();
      await moveBytes('conversations', 'id', one, other);
      await expect(store().open(other, 'x')).rejects.toThrow();
      await moveBytes('handoffs', 'id', handoffs[0].id, handoffs[1].id);
      await expect(deskStore(database, contractSealer).read(handoffs[1].id)).rejects.toThrow();
      expect(await store().log(one, 0)).toHaveLength(1);
    });

    it('does not open when one bit has changed', async () => {
      const id = unique('c');
      await store().settle(writeOf(id));
      const [row] = await database.rows('select sealed from conversations where id = $1', [id]);
      const sealed = row?.['sealed'] as Buffer;
      for (const place of [0, 1, 3, 8, 25, sealed.length - 1]) {
        const changed = Buffer.from(sealed);
        changed[place] = (changed[place] ?? 0) ^ 1;
        await database.transaction((run) => run('update conversations set sealed = $1 where id = $2', [changed, id]));
        await expect(store().open(id, 'x')).rejects.toThrow();
      }
    });

    it('does not open with another key, even one of the same name', async () => {
      const id = unique('c');
      await store().settle(writeOf(id));
      for (const name of ['now', 'other']) {
        const stranger = makeSealer({ keys: [{ id: name, key: Buffer.alloc(32, 9) }] });
        await expect(store(stranger).open(id, 'x')).rejects.toThrow();
        await expect(store(stranger).log(id, 0)).rejects.toThrow();
      }
    });

    it('opens after the key has been changed, while the old one is in the ring', async () => {
      const id = unique('c');
      const old = { id: 'now', key: Buffer.alloc(32, 1) };
      const rotated = makeSealer({ keys: [{ id: 'next', key: Buffer.alloc(32, 2) }, old] });
      const alone = makeSealer({ keys: [{ id: 'next', key: Buffer.alloc(32, 2) }] });
      await store().settle(writeOf(id));
      expect((await store(rotated).open(id, 'start'))?.repeated?.told?.text).toBe('Kiitos');
      await store(rotated).settle(writeOf(id, { from: 1, entry: entryOf(id, 2, 'm1') }));
      expect(await store(rotated).log(id, 0)).toHaveLength(2);
      expect(await store(alone).open(id, 'x')).toBeDefined();
      await expect(store(alone).log(id, 0)).rejects.toThrow();
      await expect(store().open(id, 'x')).rejects.toThrow();
      expect(rotated.mac('family code', 'ABCD')).toBe(contractSealer.mac('family code', 'ABCD'));
      expect(rotated.mac('family code', 'ABCD')).not.toBe(rotated.mac('another purpose', 'ABCD'));
    });
  });

  describe('the schema', () => {
    it('may be brought up to date again, by many at once, and nothing changes', async () => {
      const id = unique('c');
      await store().settle(writeOf(id));
      await Promise.all([migrate(database), migrate(database), migrate(database)]);
      expect(await store().log(id, 0)).toHaveLength(1);
      expect(await answers(database)).toBe(true);
    });

    it('that is newer than the program is refused', async () => {
      await database.transaction((run) => run('insert into schema_version (number) values (9999)'));
      try {
        await expect(migrate(database)).rejects.toThrow(/9999/);
      } finally {
        await database.transaction((run) => run('delete from schema_version where number = 9999'));
      }
    });
  });
}
