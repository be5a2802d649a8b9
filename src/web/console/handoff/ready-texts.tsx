import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { Pick } from '../kit/fields';
import { said, usePlace } from '../place';
import { fieldsOf, filled } from './fields';

/** Ready texts in the family's own language; one is put where the cursor is, and nothing that was written is lost (W11). */
export function ReadyTexts({ spoken, onInsert }: { spoken: string; onInsert: (text: string) => void }) {
  const { me, words, language } = usePlace();
  const [chosen, setChosen] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  if (me.readyTexts.length === 0) return null;
  const ready = me.readyTexts.find((one) => one.id === chosen);
  const text = ready === undefined ? '' : said(ready.text, spoken);
  const names: Readonly<Record<string, string>> = words.chat.fields;
  return (
    <details className="folded ready">
      <summary>{words.chat.ready}</summary>
      <Pick
        label={words.chat.choose}
        none="–"
        options={me.readyTexts.map((one) => [one.id, said(one.title, language)] as const)}
        value={chosen}
        onChange={setChosen}
      />
      {ready !== undefined && (
        <>
          {fieldsOf(text).map((name) => (
            <label key={name} className="pick">
              {names[name] ?? name}
              <input
                value={values[name] ?? ''}
                autoComplete="off"
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
            </label>
          ))}
          <p lang={spoken} className="preview">
            {filled(text, values)}
          </p>
          <Button variant="secondary" onClick={() => onInsert(filled(text, values))}>
            {words.chat.insert}
          </Button>
        </>
      )}
    </details>
  );
}
