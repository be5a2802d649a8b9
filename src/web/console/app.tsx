import { useCallback, useEffect, useMemo, useState } from 'react';
import { InlineAlert } from 'suomifi-ui-components';
import { api, type Listing } from './api';
import { isSignedOut } from './refused';
import { signInPage } from './frame';
import { Header } from './header';
import { rememberLanguage, startLanguage } from './language';
import { Desk } from './queue/desk';
import { useQueue } from './live';
import { Audit } from './pages/audit';
import { Consults } from './pages/consults';
import { NewContact } from './pages/new-contact';
import { PlaceContext, type Place } from './place';
import { CaseLink } from './queue/case-link';
import { PipeBanner } from './pipe-banner';
import { Presence } from './presence';
import type { Route } from './route';
import type { Me } from './shapes';
import { useRoute } from './use-route';
import { consoleWords, type Language } from './words/words';

const halfMinute = 30_000;
/** After so long the server is asked again who works here, when it did not answer. */
const soon = 5_000;

/** The workers' console: signs in, keeps the queue true without reloading, and shows the page of the address. */
export function Console() {
  const [language, setLanguage] = useState<Language>(startLanguage);
  const [me, setMe] = useState<Me>();
  const [signedOut, setSignedOut] = useState(false);
  const words = consoleWords[language];
  useEffect(() => {
    document.documentElement.lang = language;
    rememberLanguage(language);
  }, [language]);
  const readMe = useCallback(async () => {
    try {
      setMe(await api.me());
    } catch (error) {
      if (isSignedOut(error)) setSignedOut(true);
      else setTimeout(() => void readMe(), soon);
    }
  }, []);
  useEffect(() => void readMe(), [readMe]);
  const ended = useCallback(() => setSignedOut(true), []);

  if (signedOut) return <SignedOut language={language} />;
  if (me === undefined)
    return (
      <main className="loading">
        <h1>{words.title}</h1>
        <p>{words.loading}</p>
      </main>
    );
  return (
    <SignedIn me={me} language={language} onLanguage={setLanguage} onSignedOut={ended} onMe={() => void readMe()} />
  );
}

function SignedOut({ language }: { language: Language }) {
  const words = consoleWords[language];
  return (
    <main className="signed-out">
      <h1>{words.title}</h1>
      <p>{words.signedOut}</p>
      <a className="first" href={signInPage()}>
        {words.signIn}
      </a>
    </main>
  );
}

interface SignedInProps {
  readonly me: Me;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly onSignedOut: () => void;
  readonly onMe: () => void;
}

function SignedIn({ me, language, onLanguage, onSignedOut, onMe }: SignedInProps) {
  const [asked, go] = useRoute();
  // An auditor reads who saw what, and never what was seen.
  const audits = me.role === 'auditor';
  const route: Route = audits ? { page: 'audit' } : asked;
  const [listing, setListing] = useState<Listing>('open');
  const [now, setNow] = useState(() => new Date());
  const [told, setTold] = useState<{ text: string; tone: 'done' | 'trouble' }>({ text: '', tone: 'done' });
  const queue = useQueue(audits ? 'none' : listing, onSignedOut);
  const words = consoleWords[language];
  useEffect(() => {
    const ticking = setInterval(() => setNow(new Date()), halfMinute);
    return () => clearInterval(ticking);
  }, []);
  useEffect(() => setNow(new Date()), [queue.beat]);
  useEffect(() => setTold({ text: '', tone: 'done' }), [asked]);

  const waiting = listing === 'open' ? queue.rows.filter((row) => row.state === 'waiting').length : 0;
  useEffect(() => {
    // The count shows in the tab, also when the console is behind another one; it names nobody.
    document.title = `${waiting > 0 ? `(${String(waiting)}) ` : ''}${words.title}`;
  }, [waiting, words]);
  const place = useMemo<Place>(
    () => ({ me, words, language, now, tell: (text, tone = 'done') => setTold({ text, tone }) }),
    [me, words, language, now],
  );
  return (
    <PlaceContext value={place}>
      <Header route={route} onLanguage={onLanguage} onMe={onMe} onOpen={(id) => go({ page: 'handoff', id })} />
      <div role="status" className={`told ${told.tone}`}>
        {told.text}
      </div>
      {me.signIn && <Presence onEnded={onSignedOut} />}
      {!queue.connected && (
        <div role="alert" className="lost">
          <InlineAlert status="warning">{words.lost}</InlineAlert>
        </div>
      )}
      {!audits && <PipeBanner />}
      {route.page === 'new' && <NewContact onTaken={(id) => go({ page: 'handoff', id })} />}
      {route.page === 'consults' && <Consults beat={queue.beat} />}
      {route.page === 'audit' && <Audit />}
      {route.page === 'case' && <CaseLink number={route.case} onFound={go} />}
      {(route.page === 'queue' || route.page === 'handoff') && (
        <Desk
          queue={queue}
          openId={route.page === 'handoff' ? route.id : undefined}
          onListing={setListing}
          listing={listing}
        />
      )}
    </PlaceContext>
  );
}
