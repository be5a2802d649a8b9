import { useState } from 'react';
import { Checkbox, TextInput } from 'suomifi-ui-components';
import { endings, type Ending } from '../../../queue/contract';
import { Dialog } from '../kit/dialog';
import { Choice, Writing } from '../kit/fields';
import { usePlace } from '../place';
import { registers, type Detail, type Register } from '../shapes';
import type { ConsoleWords } from '../words/words';
import type { DialogProps } from './make';

const longestMinutes = 1_440;

/**
 * How a matter ended and what the region counts of it. The register is proposed from the answers and confirmed by the worker,
 * for the matter decides it and not a profession (R-78). Statistics may be filled in afterwards, the ending may not.
 */
export function CloseDialog({ title, handoff, make, onClose, fills }: DialogProps & { fills: boolean }) {
  const { words } = usePlace();
  const [ending, setEnding] = useState<Ending>();
  const [register, setRegister] = useState<Register>(handoff.register.proposed);
  const [led, setLed] = useState<'yes' | 'no'>();
  const [target, setTarget] = useState('');
  const [minutes, setMinutes] = useState('');
  const [later, setLater] = useState(false);
  const [text, setText] = useState('');
  const spent = Number(minutes);
  const timeIsRight = minutes.trim() === '' || (Number.isInteger(spent) && spent >= 0 && spent <= longestMinutes);
  const body = {
    register,
    led: led === 'yes',
    ...(target.trim() === '' ? {} : { target: target.trim() }),
    ...(minutes.trim() === '' ? {} : { minutes: spent }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  };
  const send = (): Promise<void> =>
    fills ? make('fill', body) : make('close', { ending, ...body, ...(later ? { fillLater: true } : {}) });
  return (
    <Dialog
      title={title}
      confirm={fills ? words.dialogs.save : title}
      ready={(fills || ending !== undefined) && (later || led !== undefined) && timeIsRight}
      onConfirm={send}
      onClose={onClose}
    >
      {!fills && (
        <Choice
          name="ending"
          label={words.dialogs.ending}
          options={endings.map((one) => [one, words.names.endings[one]] as const)}
          value={ending}
          onChange={setEnding}
        />
      )}
      <Choice
        name="register"
        label={words.dialogs.register}
        hint={proposal(handoff.register, words)}
        options={registers.map((one) => [one, words.names.registers[one]] as const)}
        value={register}
        onChange={setRegister}
      />
      {!fills && (
        <Checkbox checked={later} onClick={({ checkboxState }) => setLater(checkboxState)}>
          {words.dialogs.fillLater}
        </Checkbox>
      )}
      {!later && (
        <>
          <Choice
            name="led"
            label={words.dialogs.led}
            options={[
              ['yes', words.yes],
              ['no', words.no],
            ]}
            value={led}
            onChange={setLed}
          />
          <TextInput
            labelText={words.dialogs.ledWhere}
            optionalText={words.optional}
            fullWidth
            value={target}
            onChange={(value) => setTarget(String(value ?? ''))}
          />
          <TextInput
            labelText={words.dialogs.minutes}
            optionalText={words.optional}
            inputMode="numeric"
            value={minutes}
            onChange={(value) => setMinutes(String(value ?? ''))}
            status={timeIsRight ? 'default' : 'error'}
            statusText={timeIsRight ? '' : words.dialogs.minutesWrong}
          />
        </>
      )}
      <Writing label={words.dialogs.closing} value={text} onChange={setText} optional={words.optional} />
    </Dialog>
  );
}

function proposal({ proposed, why }: Detail['register'], words: ConsoleWords): string {
  const names: Readonly<Record<string, string>> = words.names.registerReasons;
  const reasons = why.map((one) => names[one] ?? one).join('; ');
  return `${words.dialogs.proposed}: ${words.names.registers[proposed]}${reasons === '' ? '' : `. ${words.dialogs.because} ${reasons}`}.`;
}
