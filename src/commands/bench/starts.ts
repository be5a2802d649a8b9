import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadContent } from '../../content/load';
import { openLearned } from '../../need/learned';
import { startOwnService } from '../own-service';
import { sizesOf } from '../size';
import { median } from './figures';
import { openCaller, openWindow } from './window';

/** What a start and the standing still cost; each figure beside its goal. */
export interface StartFigures {
  readonly rows: readonly (readonly [what: string, figure: string, goal: string])[];
  readonly figures: Readonly<Record<string, number>>;
}

/** Fresh starts of the real service; the classifier is built before them, and its building is a figure of its own. */
export async function measureStarts(root: string, folder: string, rounds: number): Promise<StartFigures> {
  const reading = performance.now();
  const content = loadContent(root);
  const contentRead = performance.now() - reading;
  const began = performance.now();
  const learned = openLearned(content, folder);
  const trained = (performance.now() - began) / 1000;
  const loading = performance.now();
  openLearned(content, folder);
  const loaded = performance.now() - loading;
  const classified = median(
    Array.from({ length: 200 }, (_, index) => {
      const at = performance.now();
      learned.needs.guesses(`Vauva on ${index} viikkoa eikä nuku öisin ollenkaan`);
      return performance.now() - at;
    }),
  );
  const starts: number[] = [];
  const resident: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = performance.now();
    const service = await startOwnService(
      { DATA_FOLDER: folder, DATABASE_FILE: join(folder, `start-${round}.db`) },
      folder,
    );
    const caller = openCaller(service.address);
    if (!(await openWindow(caller))) throw new Error('the service greeted nobody');
    starts.push(performance.now() - at);
    resident.push(service.resident());
    caller.close();
    await service.end('SIGKILL');
  }
  const gzipped = (name: string): number => gzipSync(readFileSync(join(root, 'dist', 'web', name))).length / 1000;
  const sizes = sizesOf(join(root, 'dist', 'web'));
  const figures = {
    startMilliseconds: median(starts),
    residentMegabytes: median(resident),
    trainedSeconds: trained,
    loadedMilliseconds: loaded,
    classifiedMilliseconds: classified,
    contentMilliseconds: contentRead,
    consoleScriptKilobytes: gzipped('console.js'),
    consoleStyleKilobytes: gzipped('console.css'),
    ...Object.fromEntries(sizes.map(({ name, bytes }) => [`${name}Kilobytes`, bytes / 1000])),
  };
  return {
    figures,
    rows: [
      ['start to first answer', `${figures.startMilliseconds.toFixed(0)} ms`, 'under 3000 ms'],
      ['resident memory after it', `${figures.residentMegabytes.toFixed(0)} MB`, 'under 200 MB'],
      ['building the classifier', `${figures.trainedSeconds.toFixed(1)} s`, 'under 90 s'],
      ['loading the classifier', `${figures.loadedMilliseconds.toFixed(0)} ms`, 'under 50 ms'],
      ['classifying a message', `${figures.classifiedMilliseconds.toFixed(2)} ms`, ''],
      ['reading and checking the content', `${figures.contentMilliseconds.toFixed(0)} ms`, ''],
      ...sizes.map(
        ({ what, bytes, most }) =>
          [`${what}, gzip`, `${(bytes / 1000).toFixed(1)} kB`, `under ${most / 1000} kB`] as const,
      ),
      ['the console’s script, gzip', `${figures.consoleScriptKilobytes.toFixed(1)} kB`, 'under 160 kB'],
      ['the console’s style, gzip', `${figures.consoleStyleKilobytes.toFixed(1)} kB`, 'under 6 kB'],
    ],
  };
}
