import { useState } from 'react';
import { Checkbox, InlineAlert, TextInput } from 'suomifi-ui-components';
import { Dialog } from '../kit/dialog';
import { Choice, Writing } from '../kit/fields';
import { said, usePlace } from '../place';
import type { DialogProps } from './make';

const somebody = 'somebody-else';

/** Asking a role or a person for advice. Who the family is stays out of it unless the worker opens it (F-188). */
export function ConsultDialog({ title, make, onClose }: DialogProps) {
  const { me, words, language } = usePlace();
  const [to, setTo] = useState(me.roles[0]?.id ?? somebody);
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [identity, setIdentity] = useState(false);
  const whom = to === somebody ? name.trim() : to;
  return (
    <Dialog
      title={title}
      confirm={words.dialogs.ask}
      ready={whom !== '' && text.trim() !== ''}
      onConfirm={() => make('consult', { to: whom, text: text.trim(), ...(identity ? { identity: true } : {}) })}
      onClose={onClose}
    >
      <Choice
        name="consult-to"
        label={words.dialogs.askWhom}
        options={[
          ...me.roles.map((one) => [one.id, said(one.name, language)] as const),
          [somebody, words.dialogs.somebody] as const,
        ]}
        value={to}
        onChange={setTo}
      />
      {to === somebody && (
        <TextInput
          labelText={words.dialogs.whom}
          value={name}
          onChange={(value) => setName(String(value ?? ''))}
          fullWidth
        />
      )}
      <Writing
        label={words.dialogs.question}
        hint={words.dialogs.questionHint}
        value={text}
        onChange={setText}
        rows={5}
      />
      <Checkbox checked={identity} onClick={({ checkboxState }) => setIdentity(checkboxState)}>
        {words.dialogs.identity}
      </Checkbox>
      {identity && <InlineAlert status="warning">{words.dialogs.identityMeans}</InlineAlert>}
    </Dialog>
  );
}
