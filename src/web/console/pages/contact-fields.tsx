import { Checkbox, InlineAlert, TextInput } from 'suomifi-ui-components';
import { Choice, Pick, Ticks, Writing } from '../kit/fields';
import { Folded } from '../kit/part';
import { said, usePlace } from '../place';
import { agesOf, dangerKinds, situation, type ContactForm, type Question } from './contact-form';

interface Props {
  readonly form: ContactForm;
  readonly set: (part: Partial<ContactForm>) => void;
}

const ranks = ['none', 'urgent', 'emergency'] as const;
const ways = ['voicemail', 'text-message', 'say-who'] as const;
const spoken = ['fi', 'sv', 'en'] as const;

/** Whether anybody is in danger, and which. */
export function DangerFields({ form, set }: Props) {
  const { words } = usePlace();
  return (
    <>
      <Choice
        name="danger"
        label={words.taken.danger}
        options={ranks.map((one) => [one, words.taken.ranks[one]] as const)}
        value={form.danger}
        onChange={(danger) => set({ danger })}
      />
      {form.danger === 'emergency' && <InlineAlert status="warning">{words.taken.emergency}</InlineAlert>}
      {form.danger !== 'none' && (
        <Choice
          name="danger-kind"
          label={words.taken.dangerKind}
          options={dangerKinds.map((one) => [one, words.names.dangers[one]] as const)}
          value={form.dangerKind}
          onChange={(dangerKind) => set({ dangerKind })}
        />
      )}
    </>
  );
}

/** How the one who was in touch is reached without harm, and in which language. */
export function ReachFields({ form, set }: Props) {
  const { me, words, language } = usePlace();
  return (
    <>
      <TextInput
        labelText={words.taken.name}
        optionalText={words.optional}
        hintText={words.taken.nameHint}
        fullWidth
        autoComplete="off"
        maxLength={100}
        value={form.name}
        onChange={(value) => set({ name: String(value ?? '') })}
      />
      <TextInput
        labelText={words.taken.reach}
        optionalText={words.optional}
        hintText={words.taken.reachHint}
        fullWidth
        autoComplete="off"
        maxLength={200}
        value={form.reach}
        onChange={(value) => set({ reach: String(value ?? '') })}
      />
      <Ticks
        label={words.safe.times}
        options={Object.entries(me.safeTimes).map(([id, one]) => [id, said(one.name, language)] as const)}
        value={form.safeTimes}
        onChange={(safeTimes) => set({ safeTimes })}
      />
      <Ticks
        label={words.taken.allowed}
        options={ways.map((one) => [one, words.safe.may[one]] as const)}
        value={form.safeContact}
        onChange={(safeContact) => set({ safeContact })}
      />
      <Choice
        name="language"
        label={words.handoff.language}
        hint={words.taken.languageHint}
        options={spoken.map((one) => [one, words.names.languages[one]] as const)}
        value={form.language}
        onChange={(chosen) => set({ language: chosen })}
      />
      <Checkbox checked={form.interpreter} onClick={({ checkboxState }) => set({ interpreter: checkboxState })}>
        {words.taken.interpreter}
      </Checkbox>
    </>
  );
}

/** What is known of the matter and the family, as far as it was told. */
export function SituationFields({ form, set }: Props) {
  const { me, words, language } = usePlace();
  const named = (all: typeof me.needs): readonly (readonly [string, string])[] =>
    Object.entries(all)
      .map(([id, name]) => [id, said(name, language)] as const)
      .sort(([, one], [, other]) => one.localeCompare(other, language));
  const agesRead = agesOf(form.ages) !== undefined;
  return (
    <>
      <Pick
        label={words.taken.need}
        none={words.taken.notTold}
        options={named(me.needs)}
        value={form.need}
        onChange={(need) => set({ need })}
      />
      <Pick
        label={words.handoff.municipality}
        none={words.taken.notTold}
        options={named(me.municipalities)}
        value={form.municipality}
        onChange={(municipality) => set({ municipality })}
      />
      <TextInput
        labelText={words.taken.fields.ages}
        optionalText={words.optional}
        hintText={words.taken.agesHint}
        autoComplete="off"
        value={form.ages}
        onChange={(value) => set({ ages: String(value ?? '') })}
        status={agesRead ? 'default' : 'error'}
        statusText={agesRead ? '' : words.taken.agesWrong}
      />
      <Checkbox checked={form.unborn} onClick={({ checkboxState }) => set({ unborn: checkboxState })}>
        {words.taken.unborn}
      </Checkbox>
      <Folded title={words.taken.more}>
        <div className="form">
          {(Object.keys(situation) as Question[]).map((question) => (
            <Asked key={question} question={question} form={form} set={set} />
          ))}
        </div>
      </Folded>
      <Writing
        label={words.handoff.wish}
        optional={words.optional}
        longest={2_000}
        value={form.wish}
        onChange={(wish) => set({ wish })}
      />
      <Checkbox checked={form.wantsPending} onClick={({ checkboxState }) => set({ wantsPending: checkboxState })}>
        {words.taken.pending}
      </Checkbox>
    </>
  );
}

function Asked({ question, form, set }: Props & { question: Question }) {
  const { words } = usePlace();
  const names: Readonly<Record<string, string>> = words.taken.answers[question];
  return (
    <Pick
      label={words.taken.questions[question]}
      none={words.taken.notTold}
      options={situation[question].map((one) => [one, names[one] ?? one] as const)}
      value={form.answers[question] ?? ''}
      onChange={(answer) => {
        const { [question]: _before, ...others } = form.answers;
        set({ answers: answer === '' ? others : { ...others, [question]: answer } });
      }}
    />
  );
}
