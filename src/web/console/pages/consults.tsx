import { useCallback, useEffect, useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { api } from '../api';
import { areaNamed } from '../area-name';
import { clock } from '../clock';
import { Writing } from '../kit/fields';
import { said, usePlace } from '../place';
import type { Consult } from '../shapes';
import { troubleOf } from '../trouble';

/** Questions of colleagues. Nothing here tells who a family is: whoever answers does not need to know (F-188). */
export function Consults({ beat }: { beat: number }) {
  const { words } = usePlace();
  const [consults, setConsults] = useState<readonly Consult[]>();
  const [trouble, setTrouble] = useState('');
  const read = useCallback(async () => {
    try {
      setConsults(await api.consults());
      setTrouble('');
    } catch (error) {
      setTrouble(troubleOf(error, words));
    }
  }, [words]);
  useEffect(() => void read(), [read, beat]);
  return (
    <main id="main" tabIndex={-1} className="page">
      <h1>{words.consults.title}</h1>
      <p>{words.consults.means}</p>
      {trouble !== '' && <p role="alert">{trouble}</p>}
      {consults?.length === 0 && <p className="empty">{words.consults.nothing}</p>}
      <ul className="consults">
        {consults?.map((one) => (
          <One key={one.id} consult={one} onAnswered={read} />
        ))}
      </ul>
    </main>
  );
}

function One({ consult, onAnswered }: { consult: Consult; onAnswered: () => Promise<void> }) {
  const place = usePlace();
  const { me, words, language, tell } = place;
  const role = me.roles.find(({ id }) => id === consult.to);
  const bands: Readonly<Record<string, string>> = words.names.ageBands;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const ready = text.trim() !== '' && !busy;
  const answer = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.answer(consult.id, text.trim());
      setText('');
      tell(words.consults.answered);
      await onAnswered();
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
    }
    setBusy(false);
  };
  return (
    <li className="card">
      <h2>{consult.case}</h2>
      <p className="soft">
        {[
          words.consults.to(role === undefined ? consult.to : said(role.name, language)),
          areaNamed(`${consult.region}/${consult.area}`, place),
          said(me.needs[consult.need ?? ''] ?? consult.need ?? '', language),
          ...consult.ageBand.map((band) => bands[band] ?? band),
          clock(consult.at, language),
        ]
          .filter((one) => one !== '')
          .join(' · ')}
      </p>
      <blockquote>{consult.text}</blockquote>
      <ul className="log">
        {consult.answers.map((one, index) => (
          <li key={index}>
            <span className="soft">{clock(one.at, language)}</span> <b>{one.by ?? words.consults.somebody}</b>
            <blockquote>{one.text}</blockquote>
          </li>
        ))}
      </ul>
      <Writing label={words.consults.answer} hint={words.consults.hint} value={text} onChange={setText} />
      <Button variant="secondary" aria-disabled={!ready} onClick={() => void (ready ? answer() : undefined)}>
        {words.consults.send}
      </Button>
    </li>
  );
}
