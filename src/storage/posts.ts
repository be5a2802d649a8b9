import type { Notice } from '../queue/ports';
import type { Run } from './entries';
import type { Sealer } from './seal';

interface Post {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
}

/** Puts what must leave the house into the outbox, in the caller's own transaction. The same id is put once; tells whether it was new. */
export async function putPost(run: Run, { id, kind, payload }: Post, at: string, sealer: Sealer): Promise<boolean> {
  const put = await run(
    `insert into outbox (id, kind, created_at, try_after, tries, delivered_at, sealed) values ($1, $2, $3, $3, 0, null, $4)
     on conflict (id) do nothing`,
    [id, kind, at, sealer.seal(payload, `outbox ${id}`)],
  );
  return put.count === 1;
}

export async function putNotices(run: Run, notices: readonly Notice[], at: string, sealer: Sealer): Promise<number> {
  let put = 0;
  for (const notice of notices) if (await putPost(run, notice, at, sealer)) put += 1;
  return put;
}
