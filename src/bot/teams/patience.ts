/** A person waits no longer for Teams to take what is said to them: the rest is told later. */
const patienceMs = 8_000;

/** Waits for a call, but not for ever: then it fails, although it may still arrive. */
export async function withPatience<T>(call: Promise<T>, ms = patienceMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Teams does not answer')), ms);
    timer.unref();
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
