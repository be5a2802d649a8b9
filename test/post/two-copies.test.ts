import { putHandoff } from '../../src/storage/handoffs';
import type { Database } from '../../src/storage/sql';
import { onPostgresql, type Engine } from '../support/engines';
import { openHouse, testSealer, type House } from '../support/house';
import { openMail, openWeb, type LoopbackMail, type LoopbackWeb } from '../support/loopback-receivers';
import { openPipe, team, type Pipe } from '../support/pipe';
import { handoffOf } from '../storage/contract';

const many = 40;

onPostgresql((open) => {
  let mail: LoopbackMail;
  let web: LoopbackWeb;
  let engine: Engine;
  let databases: Database[];
  let houses: House[];
  let pipes: Pipe[];
  beforeEach(async () => {
    [mail, web] = await Promise.all([openMail(), openWeb()]);
    engine = await open();
    databases = [engine.database, await engine.again()];
    houses = await Promise.all(databases.map((database) => openHouse({ database, at: '2026-11-23T06:45:00Z' })));
    const areas = ['etela-pohjanmaa/*'];
    pipes = [];
    for (const house of houses)
      pipes.push(
        await openPipe(house, {
          receivers: [
            { id: 'mail', areas, takes: 'everything', email: team },
            { id: 'teams', areas, takes: 'everything', teams: web.url },
          ],
          smtp: { server: mail.url, from: 'luotsi@example.org' },
        }),
      );
  });
  afterEach(async () => {
    await Promise.all(pipes.map(({ post }) => post.stop()));
    await Promise.all([mail.close(), web.close(), engine.close()]);
  });

  it('two copies of the service send each notice to each receiver once, and prove the pipe once', async () => {
    const [database] = databases;
    for (let count = 0; count < many; count += 1)
      await database?.transaction((run) =>
        putHandoff(run, { ...handoffOf(''), receivedAt: '2026-11-23T06:44:00.000Z' }, testSealer),
      );
    for (let rounds = 0; rounds < 3; rounds += 1) {
      await Promise.all(pipes.map((pipe) => pipe.exercise()));
      await Promise.all(pipes.map(({ post }) => post.round()));
    }
    expect(mail.letters).toHaveLength(many + 1);
    expect(new Set(mail.letters.map(({ messageId }) => messageId)).size).toBe(many + 1);
    expect(web.received).toHaveLength(many + 1);
    expect(new Set(web.received.map(({ headers }) => headers['x-luotsi-event'])).size).toBe(many + 1);
    expect(mail.letters.filter(({ subject }) => subject.includes('koeilmoitus'))).toHaveLength(1);
    expect(await pipes[0]?.undelivered()).toBe(0);
  });
});
