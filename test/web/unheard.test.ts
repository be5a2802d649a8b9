import { unheardIn } from '../../src/web/widget/messages';

test('what was written and never heard stands in the field, before what was being written; a tap does not', () => {
  const unsent = [
    { clientId: 'a', text: 'Vauva valvoo' },
    { clientId: 'b', text: 'Kyllä', value: { option: 'yes' } },
    { clientId: 'c', text: 'Olen väsynyt' },
  ];
  expect(unheardIn({ draft: 'enkä jaksa', unsent })).toBe('Vauva valvoo\nOlen väsynyt\nenkä jaksa');
  expect(unheardIn({ draft: '', unsent: [] })).toBe('');
});
