import { useState } from 'react';
import { api } from './api';
import { Refused } from './refused';
import { showSignedOut } from './frame';
import { usePlace } from './place';
import { fragmentOf, type Route } from './route';
import { troubleOf } from './trouble';
import type { Language } from './words/words';

interface Props {
  readonly route: Route;
  readonly onLanguage: (language: Language) => void;
  readonly onMe: () => void;
  readonly onOpen: (id: string) => void;
}

/** The way between the pages, the family's spoken code, and the worker's own: away, language, sign-out. */
export function Header({ route, onLanguage, onMe, onOpen }: Props) {
  const { me, words, language, tell } = usePlace();
  const other: Language = language === 'fi' ? 'sv' : 'fi';
  const here = route.page === 'handoff' || route.page === 'case' ? 'queue' : route.page;
  const pages = (['queue', 'new', 'consults', 'audit'] as const).filter((page) =>
    page === 'audit' ? me.role !== 'worker' : me.role !== 'auditor',
  );
  const turnAway = async (): Promise<void> => {
    try {
      await api.away(!me.away);
      onMe();
      tell(me.away ? words.header.backTold : words.header.awayTold);
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
    }
  };
  const signOut = async (): Promise<void> => {
    try {
      await api.signOut();
      showSignedOut();
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
    }
  };
  return (
    <header className="top">
      <a className="skip" href="#main" onClick={skip}>
        {words.header.skip}
      </a>
      <p className="brand">{words.title}</p>
      <nav aria-label={words.header.pages}>
        {pages.map((page) => (
          <a key={page} href={fragmentOf({ page })} aria-current={here === page ? 'page' : undefined}>
            {words.header[page]}
          </a>
        ))}
      </nav>
      {me.role !== 'auditor' && <CodeForm onOpen={onOpen} />}
      <div className="own">
        {me.role !== 'auditor' && (
          <button type="button" role="switch" aria-checked={me.away} className="switch" onClick={() => void turnAway()}>
            {words.header.away}
          </button>
        )}
        <span className="name">{me.name}</span>
        <button type="button" lang={other} onClick={() => onLanguage(other)}>
          {other === 'sv' ? 'Svenska' : 'Suomi'}
        </button>
        {me.signIn && (
          <button type="button" onClick={() => void signOut()}>
            {words.header.signOut}
          </button>
        )}
      </div>
    </header>
  );
}

/** The fragment is the address here: the way past the header moves the focus itself. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** A family that calls says its code; the worker sees at once what it has already told (W15). */
function CodeForm({ onOpen }: { onOpen: Props['onOpen'] }) {
  const { words, tell } = usePlace();
  const [code, setCode] = useState('');
  const open = async (): Promise<void> => {
    try {
      const found = await api.byCode(code.trim());
      setCode('');
      onOpen(found.id);
    } catch (error) {
      const unknown = error instanceof Refused && error.code === 'handoff-unknown';
      tell(unknown ? words.header.noCode : troubleOf(error, words), 'trouble');
    }
  };
  return (
    <form
      className="code"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <label>
        <span>{words.header.byCode}</span>
        <input
          value={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={12}
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      <button type="submit" disabled={code.trim() === ''}>
        {words.header.open}
      </button>
    </form>
  );
}
