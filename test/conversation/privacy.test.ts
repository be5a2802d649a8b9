import { greetFamily, openHouse, type Family, type House } from '../support/house';
import { stepIn, textOf, walk, wantsContact } from '../support/walk';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** Every value of every column of every row there is. */
async function everything(): Promise<{ where: string; bytes: Buffer }[]> {
  const tables = await house.database.rows("select name from sqlite_master where type = 'table'");
  const found: { where: string; bytes: Buffer }[] = [];
  for (const { name } of tables)
    for (const row of await house.database.rows(`select * from "${String(name)}"`))
      for (const [column, value] of Object.entries(row))
        if (value !== null)
          found.push({
            where: `${String(name)}.${column}`,
            bytes: Buffer.isBuffer(value) ? value : Buffer.from(String(value)),
          });
  return found;
}

const rowsOf = async (family: Family): Promise<[number, number, number]> => {
  const count = async (sql: string): Promise<number> => (await house.database.rows(sql, [family.conversation])).length;
  return [
    await count('select id from conversations where id = $1'),
    await count('select first from turns where conversation = $1'),
    await count('select id from handoffs where conversation = $1'),
  ];
};

describe('what a family says', () => {
  it('is nowhere in the database in plain bytes', async () => {
    const family = await greetFamily(house);
    await walk(family, {
      'own-words': 'Vauva valvoo yöt eikä nuku ja Pörrö-kissa maukuu',
      wants: { option: 'contact' },
      name: 'Annikki Salaperäinen',
      reach: '+358 40 765 4321',
      wish: 'Soittakaa vasta kun mummola on tyhjä',
    });
    await family.say('kiitos avusta Hömötiaiselle');
    const rows = await everything();
    expect(new Set(rows.map((row) => row.where.split('.')[0]))).toEqual(
      new Set(['conversations', 'turns', 'handoffs', 'handoff_events', 'outbox', 'tallies', 'schema_version']),
    );
    const secrets = [
      'Vauva',
      'valvoo',
      'Pörrö',
      'Annikki',
      'Salaper',
      '765 4321',
      '7654321',
      'mummola',
      'Hömötiai',
      'seinajoki-line',
      'night-waking',
    ];
    for (const { where, bytes } of rows)
      for (const secret of secrets)
        for (const form of [
          Buffer.from(secret),
          Buffer.from(secret, 'utf16le'),
          Buffer.from(Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1)),
        ])
          expect([where, secret, bytes.includes(form)]).toEqual([where, secret, false]);
  });

  it('opens to the worker as it was said', async () => {
    const family = await greetFamily(house);
    await walk(family, { ...wantsContact, name: 'Annikki', reach: '+358 40 765 4321', wish: 'Soittakaa iltapäivällä' });
    const [row] = await house.database.rows('select id from handoffs');
    const handoff = await house.desk.read(String(row?.['id']));
    expect(handoff?.record.contact).toMatchObject({ name: 'Annikki', reach: '+358 40 765 4321' });
    expect(handoff?.record).toMatchObject({ wish: 'Soittakaa iltapäivällä', ownWords: 'Vauva valvoo yöt eikä nuku' });
    expect(handoff?.record.transcript.filter((line) => line.by === 'family').map((line) => line.text)).toContain(
      'Vauva valvoo yöt eikä nuku',
    );
  });

  it('is kept without the identifiers that nobody asked for', async () => {
    const family = await greetFamily(house);
    await family.say({ option: 'parent' });
    const words = await family.say('Olen Liisa, 131052-308T, soita 040 123 4567, vauva ei nuku');
    expect(words.length).toBeGreaterThan(1);
    const log = await house.world.conversations.log(family.conversation, 0);
    const stored = await house.world.conversations.open(family.conversation, 'none');
    for (const kept of [JSON.stringify(log), JSON.stringify(stored?.session)]) {
      expect(kept).not.toContain('131052');
      expect(kept).not.toContain('123 4567');
    }
    expect(stepIn(words)).toBe('understood');
  });

  it('is masked also in a story told before it is asked, and in a tapped text', async () => {
    const family = await greetFamily(house);
    await family.say('vauvani 131052-308T ei nuku öisin ja olen väsynyt');
    await family.say({ text: 'oma tunnukseni on 131052-308T' });
    const log = await house.world.conversations.log(family.conversation, 0);
    const stored = await house.world.conversations.open(family.conversation, 'none');
    expect(JSON.stringify([log, stored?.session])).not.toContain('131052');
  });

  it('is masked also in the answer to the calm question', async () => {
    const family = await greetFamily(house);
    await family.say({ option: 'parent' });
    await family.say('kukaan ei kaipaisi minua');
    await family.say('joo, 131052-308T');
    expect(JSON.stringify(await house.world.conversations.log(family.conversation, 0))).not.toContain('131052');
  });

  it('is not echoed to anybody: no word of the robot repeats a masked number', async () => {
    const family = await greetFamily(house);
    await walk(family, { 'own-words': 'vauva ei nuku, tunnus 131052-308T', ...wantsContact });
    expect(textOf(family.words)).not.toContain('131052');
  });

  it('leaves the code of the handoff in its own hands only', async () => {
    const family = await greetFamily(house);
    await walk(family, wantsContact);
    const code = family.words.find((word) => word.luotsi.handoff)?.luotsi.handoff?.code ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    for (const { where, bytes } of await everything())
      expect([where, bytes.includes(Buffer.from(code))]).toEqual([where, false]);
    const [row] = await house.database.rows('select id, code_hash from handoffs');
    expect(row?.['code_hash']).toBe(house.world.names.hashOfCode(code.toLowerCase().replace('-', ' ')));
    expect(JSON.stringify(await house.desk.read(String(row?.['id']))).includes(code)).toBe(false);
  });

  it('is counted without saying whose it is', async () => {
    const family = await greetFamily(house);
    await walk(family, { 'own-words': 'Vauva valvoo Seinäjoella' });
    const tallies = await house.database.rows('select * from tallies');
    expect(tallies.length).toBeGreaterThan(3);
    for (const tally of tallies) {
      expect(Object.keys(tally).sort()).toEqual(['count', 'day', 'measure', 'region', 'value']);
      expect(String(tally['value'])).toMatch(/^[a-z][a-z0-9_-]*$/);
      expect(JSON.stringify(tally)).not.toContain(family.conversation);
    }
  });
});

describe('a family that leaves', () => {
  it.each([
    ['by the button', (family: Family) => family.say({ command: 'leave' })],
    ['in words', (family: Family) => family.say('lopeta ja poista')],
    ['by closing the window', (family: Family) => family.leave()],
  ])('%s has its rows erased', async (_, leave) => {
    const family = await greetFamily(house);
    await walk(family, {}, 'worry');
    expect((await rowsOf(family))[0]).toBe(1);
    const words = await leave(family);
    expect(words[0]?.luotsi.notice).toBe('left');
    expect(await rowsOf(family)).toEqual([0, 0, 0]);
  });

  it('leaves the handoff that it sent in the queue', async () => {
    const family = await greetFamily(house);
    await walk(family, wantsContact, 'heard');
    await family.leave();
    expect(await rowsOf(family)).toEqual([0, 0, 1]);
    const [listed] = await house.desk.list('all');
    expect(listed?.state).toBe('waiting');
    expect((await house.desk.read(listed?.id ?? ''))?.record.contact.name).toBe('Liisa');
  });

  it('leaves nothing of what others said', async () => {
    const stays = await greetFamily(house);
    const leaves = await greetFamily(house);
    await Promise.all([walk(stays, {}, 'worry'), walk(leaves, {}, 'worry')]);
    await leaves.leave();
    expect((await rowsOf(stays))[0]).toBe(1);
    expect(stepIn(await stays.say({ option: 'none' }))).toBe('coping');
  });

  it('twice is told the same and nothing comes back', async () => {
    const family = await greetFamily(house);
    await family.leave();
    expect((await family.leave())[0]?.luotsi.notice).toBe('left');
    expect(await rowsOf(family)).toEqual([0, 0, 0]);
  });

  it('and writes again does not find its old words', async () => {
    const family = await greetFamily(house);
    await walk(family, {}, 'worry');
    await family.leave();
    await expect(family.say({ option: 'small' }, 'm3')).rejects.toMatchObject({
      code: 'conversation-unknown',
    });
    expect(await rowsOf(family)).toEqual([0, 0, 0]);
  });
});
