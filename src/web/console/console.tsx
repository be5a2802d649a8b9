import { useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { api, Refused, type Detail, type Listed, type Me, type MoveBody } from './api';
import { Handoff } from './handoff';
import { clock } from './clock';
import { Presence } from './presence';
import { consoleWords, type ConsoleWords } from './words';

type Language = keyof typeof consoleWords;

/** The workers' console: the queue on one side, one handoff on the other; the queue stays true without reloading. */
function Console() {
  const [language, setLanguage] = useState<Language>('fi');
  const [me, setMe] = useState<Me>();
  const [signedOut, setSignedOut] = useState(false);
  const [queue, setQueue] = useState<readonly Listed[]>([]);
  const [open, setOpen] = useState<Detail>();
  const [told, setTold] = useState('');
  const words = consoleWords[language];

  const refresh = useCallback(async (id?: string) => {
    try {
      setQueue(await api.list());
      if (id !== undefined) setOpen(await api.open(id));
    } catch (error) {
      if (error instanceof Refused && error.status === 401) setSignedOut(true);
    }
  }, []);
  const ended = useCallback(() => setSignedOut(true), []);
  useEffect(() => {
    api.me().then(setMe, () => setSignedOut(true));
    void refresh();
  }, [refresh]);
  const openId = open?.id;
  useEffect(() => (me === undefined ? undefined : api.news(() => void refresh(openId))), [me, openId, refresh]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const move = async (id: string, name: string, body: MoveBody = {}): Promise<void> => {
    setTold('');
    try {
      await api.move(id, name, body);
    } catch (error) {
      setTold(error instanceof Refused && error.code === 'handoff-taken' ? words.taken : words.failed);
    }
    await refresh(id);
  };

  const openByCode = async (code: string): Promise<void> => {
    setTold('');
    try {
      setOpen(await api.byCode(code));
    } catch {
      setTold(words.noCode);
    }
  };

  if (signedOut)
    return (
      <p className="signed-out">
        <a href="/console/sign-in">{words.signIn}</a>
      </p>
    );
  return (
    <>
      <header>
        <h1>Luotsi · {words.queue}</h1>
        <CodeForm words={words} onCode={(code) => void openByCode(code)} />
        <span>{me?.name}</span>
        <button
          type="button"
          onClick={() => setLanguage(language === 'fi' ? 'sv' : 'fi')}
          lang={language === 'fi' ? 'sv' : 'fi'}
        >
          {language === 'fi' ? 'Svenska' : 'Suomi'}
        </button>
        {me?.signIn === true && (
          <button
            type="button"
            onClick={() =>
              void api.signOut().then(
                () => location.assign('/console/signed-out'),
                () => setTold(words.failed),
              )
            }
          >
            {words.signOut}
          </button>
        )}
      </header>
      {me?.signIn === true && <Presence words={words} onEnded={ended} />}
      <p role="status" className="told">
        {told}
      </p>
      <div className="sides">
        <nav aria-label={words.queue}>
          {queue.length === 0 && <p>{words.empty}</p>}
          <ul className="queue">
            {queue.map((one) => (
              <Row
                key={one.id}
                one={one}
                me={me}
                words={words}
                language={language}
                current={one.id === openId}
                onOpen={() => void refresh(one.id)}
              />
            ))}
          </ul>
        </nav>
        <main>
          {open && me ? (
            <Handoff
              key={open.id}
              handoff={open}
              me={me}
              words={words}
              language={language}
              onMove={(name, body) => void move(open.id, name, body)}
            />
          ) : (
            <p>{words.choose}</p>
          )}
        </main>
      </div>
    </>
  );
}

/** A family that calls says its code; the worker sees at once what it has already told. */
function CodeForm({ words, onCode }: { words: ConsoleWords; onCode: (code: string) => void }) {
  const [code, setCode] = useState('');
  return (
    <form
      className="code"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(code);
      }}
    >
      <label>
        {words.byCode}{' '}
        <input value={code} autoComplete="off" maxLength={12} onChange={(event) => setCode(event.target.value)} />
      </label>
      <button type="submit" disabled={code.trim() === ''}>
        {words.openByCode}
      </button>
    </form>
  );
}

function Row({
  one,
  me,
  words,
  language,
  current,
  onOpen,
}: {
  one: Listed;
  me: Me | undefined;
  words: ConsoleWords;
  language: string;
  current: boolean;
  onOpen: () => void;
}) {
  const late = one.state === 'waiting' && new Date(one.dueAt) < new Date();
  const state = one.owner !== null && one.owner === me?.id ? words.mine : words[one.state];
  return (
    <li>
      <button type="button" className={`item rank-${one.dangerRank}`} aria-current={current} onClick={onOpen}>
        <span className="case">{one.case}</span>
        {one.dangerRank === 2 && <strong className="tag danger">{words.danger2}</strong>}
        {one.dangerRank === 1 && <strong className="tag urgent">{words.danger1}</strong>}
        {one.childSelf && <strong className="tag child">{words.child}</strong>}
        <span className="tag">{state}</span>
        <span className="due">
          {words.due} {clock(one.dueAt, language)}
          {late && <strong> {words.late}</strong>}
        </span>
        <span className="area">{me?.areaNames[`${one.region}/${one.area}`] ?? one.area}</span>
      </button>
    </li>
  );
}

const place = document.getElementById('console');
if (place) createRoot(place).render(<Console />);
