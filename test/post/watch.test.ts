import { stoppedClock } from '../../src/clock';
import { watchPipe } from '../../src/post/watch';
import type { Exercises } from '../../src/storage/exercises';
import type { Outbox } from '../../src/storage/outbox';
import { silentLog } from '../../src/log';

const exercises: Pick<Exercises, 'latest'> = { latest: () => Promise.resolve({}) };
const standing = { oldest: '2026-11-23T08:00:00Z', waiting: 1, refused: false };

it('keeps what a later look at the pipe saw when an earlier one ends after it', async () => {
  const answers: ((standings: Record<string, typeof standing>) => void)[] = [];
  const outbox: Pick<Outbox, 'standings' | 'unspread'> = {
    standings: () => new Promise((resolve) => answers.push(resolve)),
    unspread: () => Promise.resolve(null),
  };
  const watch = watchPipe(
    outbox,
    exercises,
    () => Promise.resolve(true),
    [],
    silentLog,
    stoppedClock('2026-11-23T08:30:00Z'),
  );
  const [early, late] = [watch.look(), watch.look()];
  answers[1]?.({ desk: standing });
  await late;
  answers[0]?.({});
  await early;
  expect(watch.state().standings).toEqual({ desk: standing });
});
