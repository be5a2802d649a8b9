import { useId, type Ref } from 'react';
import { Checkbox, RadioButton, RadioButtonGroup, Textarea } from 'suomifi-ui-components';

/** A choice of one, with every option in sight. */
export function Choice<T extends string>({
  name,
  label,
  options,
  value,
  onChange,
  hint,
}: {
  name: string;
  label: string;
  options: readonly (readonly [T, string])[];
  value: T | undefined;
  onChange: (value: T) => void;
  hint?: string;
}) {
  return (
    <RadioButtonGroup
      name={name}
      labelText={label}
      {...(hint === undefined ? {} : { groupHintText: hint })}
      value={value ?? ''}
      onChange={(chosen) => {
        const found = options.find(([id]) => id === chosen);
        if (found) onChange(found[0]);
      }}
    >
      {options.map(([id, text]) => (
        <RadioButton key={id} value={id}>
          {text}
        </RadioButton>
      ))}
    </RadioButtonGroup>
  );
}

/** Free words over several lines. */
export function Writing({
  label,
  value,
  onChange,
  hint,
  optional,
  rows = 3,
  field,
  hidden = false,
  longest = 10_000,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  hint?: string;
  optional?: string;
  rows?: number;
  field?: Ref<HTMLTextAreaElement>;
  hidden?: boolean;
  /** In signs; a field says no more than the server takes. */
  longest?: number;
}) {
  return (
    <Textarea
      labelText={label}
      labelMode={hidden ? 'hidden' : 'visible'}
      fullWidth
      resize="vertical"
      rows={rows}
      maxLength={longest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      {...(hint === undefined ? {} : { hintText: hint })}
      {...(optional === undefined ? {} : { optionalText: optional })}
      {...(field === undefined ? {} : { ref: field })}
    />
  );
}

/** Several of a few under one heading. */
export function Ticks({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly (readonly [string, string])[];
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
}) {
  return (
    <fieldset className="ticks">
      <legend>{label}</legend>
      {options.map(([id, text]) => (
        <Checkbox
          key={id}
          checked={value.includes(id)}
          onClick={({ checkboxState }) =>
            onChange(checkboxState ? [...value, id] : value.filter((other) => other !== id))
          }
        >
          {text}
        </Checkbox>
      ))}
    </fieldset>
  );
}

/** An id, what it is called, and the language of the name where that is not the page's. */
export type Option = readonly [id: string, name: string, language?: string | undefined];

/** One of many, or none of them: the browser's own list, which every phone and screen reader knows. */
export function Pick({
  label,
  none,
  options,
  value,
  onChange,
}: {
  label: string;
  none: string;
  options: readonly Option[];
  value: string;
  onChange: (value: string) => void;
}) {
  const name = useId();
  return (
    <div className="pick">
      <label htmlFor={name}>{label}</label>
      <select id={name} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{none}</option>
        {options.map(([id, text, lang]) => (
          <option key={id} value={id} lang={lang}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
