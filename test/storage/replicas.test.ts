import { Client } from 'pg';
import { openReplicas, type Change, type Replicas } from '../../src/storage/replicas';
import { until } from '../support/family-window';
import { openWire, type Wire } from '../support/wire';

const postgresql = process.env['TEST_DATABASE_URL'];
const describePostgresql = postgresql === undefined ? describe.skip : describe;

describePostgresql('replicas on one PostgreSQL (runs when TEST_DATABASE_URL is set)', () => {
  let wire: Wire;
  const open: Replicas[] = [];
  const join = (url: string): { replica: Replicas; heard: (Change | 'missed')[] } => {
    const heard: (Change | 'missed')[] = [];
    const replica = openReplicas(url, (change) => heard.push(change));
    open.push(replica);
    return { replica, heard };
  };
  const isIn = (heard: readonly unknown[], conversation: string): boolean =>
    heard.some((one) => (one as { conversation?: string }).conversation === conversation);

  beforeEach(async () => {
    wire = await openWire(postgresql ?? '');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
    await wire.close();
  });

  it('hear of each other, in order, and not of themselves', async () => {
    const [one, other] = [join(postgresql ?? ''), join(postgresql ?? '')];
    await until('both listen', () => one.heard.includes('missed') && other.heard.includes('missed'));
    const many = Array.from({ length: 500 }, (_, index) => `in-order-${process.pid}-${index}`);
    for (const conversation of many) one.replica.tell({ conversation, language: 'fi' });
    await until('the last is heard', () => isIn(other.heard, many.at(-1) ?? ''));
    const heard = other.heard.flatMap((change) =>
      typeof change === 'object' && change.conversation.startsWith(`in-order-${process.pid}`)
        ? [change.conversation]
        : [],
    );
    expect(heard).toEqual(many);
    expect(isIn(one.heard, many[0] ?? '')).toBe(false);
  });

  it('join again when the line was cut, say that something may have been missed, and tell what they kept', async () => {
    const [one, other] = [join(wire.url), join(postgresql ?? '')];
    await until('both listen', () => one.heard.includes('missed') && other.heard.includes('missed'));
    wire.cut();
    const name = `kept-${process.pid}`;
    one.replica.tell({ conversation: name });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isIn(other.heard, name)).toBe(false);
    wire.join();
    await until('it is told', () => isIn(other.heard, name));
    expect(one.heard.filter((change) => change === 'missed').length).toBeGreaterThan(1);
  });

  it('do not stumble over a notice that is not theirs', async () => {
    const { heard } = join(postgresql ?? '');
    await until('it listens', () => heard.includes('missed'));
    const client = new Client({ connectionString: postgresql });
    await client.connect();
    for (const text of ['', 'not JSON', '{"from":1}', '{"from":"x","changes":[{"conversation":7}]}'])
      await client.query('select pg_notify($1, $2)', ['luotsi', text]);
    const name = `after-${process.pid}`;
    await client.query('select pg_notify($1, $2)', [
      'luotsi',
      JSON.stringify({ from: 'x', changes: ['queue', { conversation: name }] }),
    ]);
    await client.end();
    await until('the good one is heard', () => isIn(heard, name));
    expect(heard).toContain('queue');
  });
});
