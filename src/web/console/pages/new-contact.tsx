import { useEffect, useRef, useState } from 'react';
import { Button, InlineAlert } from 'suomifi-ui-components';
import { api } from '../api';
import { areaOptions } from '../area-name';
import { Choice, Pick, Writing } from '../kit/fields';
import { usePlace } from '../place';
import { takenOrigins } from '../../../queue/contract';
import { troubleOf } from '../trouble';
import { emptyForm, missingOf, takenOf, type ContactForm } from './contact-form';
import { DangerFields, ReachFields, SituationFields } from './contact-fields';

const who = ['parent', 'young-person', 'close-person', 'professional', 'authority', 'organisation'] as const;

/** A contact taken by phone, by post or at the desk, in the same form as the family's own (F-339). */
export function NewContact({ onTaken }: { onTaken: (id: string) => void }) {
  const place = usePlace();
  const { me, words, tell } = place;
  const areas = Object.keys(me.areaNames).filter((one) => me.areas === 'all' || me.areas.includes(one));
  const [form, setForm] = useState<ContactForm>(() => emptyForm(areas.length === 1 ? areas[0] : undefined));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const alert = useRef<HTMLDivElement>(null);
  const missing = missingOf(form);
  const set = (part: Partial<ContactForm>): void => setForm({ ...form, ...part });
  useLeaveWarning(form.ownWords !== '' && !busy);
  const send = async (): Promise<void> => {
    setAsked(true);
    if (missing.length > 0) {
      alert.current?.focus();
      return;
    }
    setBusy(true);
    try {
      onTaken((await api.take(takenOf(form))).id);
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
      setBusy(false);
    }
  };
  return (
    <main id="main" tabIndex={-1} className="page">
      <h1>{words.taken.title}</h1>
      <p>{words.taken.means}</p>
      <div className="form">
        <Choice
          name="origin"
          label={words.taken.fields.origin}
          options={takenOrigins.map((one) => [one, words.names.origins[one]] as const)}
          value={form.origin}
          onChange={(origin) => set({ origin })}
        />
        <Pick
          label={words.taken.fields.area}
          none={words.taken.choose}
          options={areaOptions(areas, place)}
          value={form.area}
          onChange={(area) => set({ area })}
        />
        <Pick
          label={words.taken.fields.who}
          none={words.taken.choose}
          options={who.map((one) => [one, words.names.who[one]] as const)}
          value={form.who}
          onChange={(chosen) => set({ who: chosen })}
        />
        <Writing
          label={words.taken.fields.permission}
          hint={words.taken.permissionHint}
          rows={2}
          value={form.permission}
          onChange={(permission) => set({ permission })}
        />
        <Writing
          label={words.taken.fields.ownWords}
          hint={words.taken.ownWordsHint}
          rows={6}
          longest={8_000}
          value={form.ownWords}
          onChange={(ownWords) => set({ ownWords })}
        />
        <DangerFields form={form} set={set} />
        <ReachFields form={form} set={set} />
        <SituationFields form={form} set={set} />
        <div ref={alert} tabIndex={-1} role="alert">
          {asked && missing.length > 0 && (
            <InlineAlert status="error">
              {words.taken.missing}: {missing.map((one) => words.taken.fields[one]).join(', ')}.
            </InlineAlert>
          )}
        </div>
        <Button aria-disabled={busy} onClick={() => void (busy ? undefined : send())}>
          {words.taken.send}
        </Button>
      </div>
    </main>
  );
}

/** Asks before the page is closed while the words of whoever called are nowhere else yet. */
function useLeaveWarning(unsent: boolean): void {
  useEffect(() => {
    if (!unsent) return;
    const leaving = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', leaving);
    return () => removeEventListener('beforeunload', leaving);
  }, [unsent]);
}
