import { EventEmitter } from 'node:events';
import type { Config } from './config';
import type { Content } from './content/content';
import type { Entry } from './conversation/outgoing';
import type { Conversations } from './conversation/ports';
import type { QueueNews } from './http/routes/console';
import { makeWindows, type Windows } from './http/presence';
import { makeSigns, type Signs } from './http/signs';
import { makeSpoken, type Spoken } from './http/spoken';
import { makeStreams, type Streams } from './http/streams';
import { noReplicas, openReplicas, type Heard } from './storage/replicas';

/** What is told of a change: to the windows and consoles that are open here, and to the other replicas. */
export interface News {
  readonly streams: Streams;
  readonly spoken: Spoken;
  readonly signs: Signs;
  readonly windows: Windows;
  /** Calls back at every change of the queue, here or at another replica. */
  readonly queue: QueueNews;
  /** A conversation has a new entry. */
  readonly announce: (entry: Entry, ended: boolean) => void;
  readonly announceQueue: () => void;
  /** A handoff was moved; the entry is what its family was told of it. */
  readonly moved: (entry: Entry | undefined) => void;
  close(): Promise<void>;
}

/** Opens the news of this process and its line to the other replicas on the same database. */
export function openNews(config: Config, content: Content, conversations: Conversations): News {
  const spoken = makeSpoken();
  const streams = makeStreams(conversations, (language) => leftWords(content, language));
  const queue = new EventEmitter().setMaxListeners(0);
  const heard: Heard = (change) => {
    if (change === 'missed') void streams.catchUp();
    if (change === 'missed' || change === 'queue') return void queue.emit('news');
    if ('seen' in change) return signs.fromElsewhere(change.conversation, change.seen);
    if ('window' in change) return windows.fromElsewhere(change.conversation, change.window);
    spoken.remember(change.conversation, change.language);
    if (change.ended) streams.ended(change.conversation, change.language);
    else streams.changed(change.conversation);
  };
  const replicas = config.DATABASE_URL === undefined ? noReplicas : openReplicas(config.DATABASE_URL, heard);
  const alone = config.DATABASE_URL === undefined;
  const signs = makeSigns(streams, alone ? undefined : (conversation, seen) => replicas.tell({ conversation, seen }));
  const windows = makeWindows(
    streams,
    alone ? undefined : (conversation, window) => replicas.tell({ conversation, window }),
  );
  const announce = (entry: Entry, ended: boolean): void => {
    const language = entry.words.at(-1)?.luotsi.language;
    spoken.remember(entry.conversation, language);
    streams.announce(entry, ended);
    replicas.tell({
      conversation: entry.conversation,
      ...(language === undefined ? {} : { language }),
      ...(ended ? { ended } : {}),
    });
  };
  const announceQueue = (): void => {
    queue.emit('news');
    replicas.tell('queue');
  };
  return {
    streams,
    spoken,
    signs,
    windows,
    queue: {
      listen(told) {
        queue.on('news', told);
        return () => queue.off('news', told);
      },
    },
    announce,
    announceQueue,
    moved(entry) {
      if (entry) announce(entry, false);
      announceQueue();
    },
    close: () => replicas.close(),
  };
}

/** What a family hears that has left; said again where its rows are gone already. */
function leftWords(content: Content, wanted: string | undefined): Entry['words'] {
  const language = wanted ?? 'fi';
  return [{ text: content.say(language)('bot.end.left'), luotsi: { language, notice: 'left' } }];
}
