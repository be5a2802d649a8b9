import { useEffect, useRef, useState } from 'react';
import { Button, Checkbox, InlineAlert, TextInput } from 'suomifi-ui-components';
import { api } from '../api';
import { Choice, Ticks, Writing } from '../kit/fields';
import { said, usePlace } from '../place';
import { origins } from '../shapes';
import { troubleOf } from '../trouble';
import { emptyForm, missingOf, takenOf, type ContactForm } from './contact-form';

const ways = ['voicemail', 'text-message', 'say-who'] as const;
const spoken = ['fi', 'sv', 'en', 'other'] as const;
const ranks = ['none', 'urgent', 'emergency'] as const;
const who = ['parent', 'young-person', 'close-person', 'professional', 'authority', 'organisation'] as const;

/** A contact taken by phone, by post or at the desk, in the same form as the family's own (F-339). */
export function NewContact({ onTaken }: { onTaken: (id: string) => void }) {
  const { me, words, language, tell } = usePlace();
  const areas = Object.keys(me.areaNames).filter((one) => me.areas === 'all' || me.areas.includes(one));
  const [form, setForm] = useState<ContactForm>(() => emptyForm(areas.length === 1 ? areas[0] : undefined));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const alert = useRef<HTMLDivElement>(null);
  const missing = missingOf(form);
  const set = (part: Partial<ContactForm>): void => setForm({ ...form, ...part });
  useEffect(() => {
    if (form.ownWords === '') return;
    // The words of whoever called are nowhere else yet.
    const leaving = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', leaving);
    return () => removeEventListener('beforeunload', leaving);
  }, [form.ownWords]);
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
  const text = (field: 'name' | 'reach' | 'municipality' | 'age' | 'otherLanguage', label: string, hint?: string) => (
    <TextInput
      labelText={label}
      optionalText={words.optional}
      {...(hint === undefined ? {} : { hintText: hint })}
      fullWidth
      autoComplete="off"
      value={form[field]}
      onChange={(value) => set({ [field]: String(value ?? '') })}
    />
  );
  return (
    <main id="main" tabIndex={-1} className="page">
      <h1>{words.taken.title}</h1>
      <p>{words.taken.means}</p>
      <div ref={alert} tabIndex={-1} role="alert">
        {asked && missing.length > 0 && (
          <InlineAlert status="error">
            {words.taken.missing}: {missing.map((one) => words.taken.fields[one]).join(', ')}.
          </InlineAlert>
        )}
      </div>
      <div className="form">
        <Choice
          name="origin"
          label={words.taken.fields.origin}
          options={origins.map((one) => [one, words.names.origins[one]] as const)}
          value={form.origin}
          onChange={(origin) => set({ origin })}
        />
        <Choice
          name="area"
          label={words.taken.fields.area}
          options={areas.map((one) => [one, me.areaNames[one] ?? one] as const)}
          value={form.area}
          onChange={(area) => set({ area })}
        />
        <Choice
          name="who"
          label={words.taken.fields.who}
          options={who.map((one) => [one, words.names.who[one]] as const)}
          value={form.who}
          onChange={(chosen) => set({ who: chosen })}
        />
        <Writing
          label={words.taken.fields.ownWords}
          hint={words.taken.ownWordsHint}
          rows={6}
          value={form.ownWords}
          onChange={(ownWords) => set({ ownWords })}
        />
        <Choice
          name="danger"
          label={words.taken.danger}
          options={ranks.map((one) => [one, words.taken.ranks[one]] as const)}
          value={form.danger}
          onChange={(danger) => set({ danger })}
        />
        {form.danger === 'emergency' && <InlineAlert status="warning">{words.taken.emergency}</InlineAlert>}
        {text('name', words.taken.name, words.taken.nameHint)}
        {text('reach', words.taken.reach, words.taken.reachHint)}
        <Ticks
          label={words.safe.times}
          options={Object.entries(me.safeTimes).map(([id, one]) => [id, said(one.name, language)] as const)}
          value={form.times}
          onChange={(times) => set({ times })}
        />
        <Ticks
          label={words.taken.allowed}
          options={ways.map((one) => [one, words.safe.may[one]] as const)}
          value={form.allowed}
          onChange={(allowed) => set({ allowed })}
        />
        <Choice
          name="language"
          label={words.handoff.language}
          options={spoken.map((one) => [one, words.names.languages[one]] as const)}
          value={form.language}
          onChange={(chosen) => set({ language: chosen })}
        />
        {form.language === 'other' && text('otherLanguage', words.taken.otherLanguage)}
        <Checkbox checked={form.interpreter} onClick={({ checkboxState }) => set({ interpreter: checkboxState })}>
          {words.taken.interpreter}
        </Checkbox>
        {text('municipality', words.handoff.municipality)}
        {text('age', words.handoff.age)}
        <Writing
          label={words.handoff.wish}
          optional={words.optional}
          value={form.wish}
          onChange={(wish) => set({ wish })}
        />
        <Checkbox checked={form.wantsPending} onClick={({ checkboxState }) => set({ wantsPending: checkboxState })}>
          {words.taken.pending}
        </Checkbox>
        <Checkbox checked={form.permission} onClick={({ checkboxState }) => set({ permission: checkboxState })}>
          {words.taken.fields.permission}
        </Checkbox>
        <Button aria-disabled={busy} onClick={() => void (busy ? undefined : send())}>
          {words.taken.send}
        </Button>
      </div>
    </main>
  );
}
