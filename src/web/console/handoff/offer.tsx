import { useState } from 'react';
import { InlineAlert } from 'suomifi-ui-components';
import { areaOptions } from '../area-name';
import { Dialog } from '../kit/dialog';
import { Pick, Writing, type Option } from '../kit/fields';
import { said, usePlace } from '../place';
import type { DialogProps } from './make';

/** Moving on to another area or a named party. It stays with its owner until it is accepted (F-151). */
export function OfferDialog({ title, handoff, make, onClose }: DialogProps) {
  const place = usePlace();
  const { me, words, language } = place;
  const [target, setTarget] = useState('');
  const [text, setText] = useState('');
  const here = `${handoff.region}/${handoff.area}`;
  // Another county is another keeper of records: a matter is moved on within its own.
  const areas = Object.keys(me.areaNames).filter((one) => one !== here && one.startsWith(`${handoff.region}/`));
  const options = [
    ...areaOptions(areas, place).map(([id, ...named]): Option => [`area:${id}`, ...named]),
    ...me.parties.map((one): Option => [`party:${one.id}`, said(one.name, language)]),
  ];
  const [kind = '', ...rest] = target.split(':');
  return (
    <Dialog
      title={title}
      confirm={words.dialogs.offer}
      ready={target !== '' && text.trim() !== ''}
      onConfirm={() => make('offer', { target: { [kind]: rest.join(':') }, text: text.trim() })}
      onClose={onClose}
    >
      <p>{words.dialogs.offerMeans}</p>
      {handoff.moves > 0 && <InlineAlert status="warning">{words.dialogs.movedBefore(handoff.moves)}</InlineAlert>}
      <Pick
        label={words.dialogs.target}
        none={words.taken.choose}
        options={options}
        value={target}
        onChange={setTarget}
      />
      <Writing label={words.dialogs.forReceiver} hint={words.dialogs.forReceiverHint} value={text} onChange={setText} />
    </Dialog>
  );
}
