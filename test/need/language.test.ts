import { languageGuess } from '../../src/need/language';
import { theContent } from '../support/house';

const guess = languageGuess(theContent());

describe('the language of a story', () => {
  it.each([
    ['Vauva valvoo yöt eikä kukaan nuku', 'fi'],
    ['vauva ei nuku oisin ja olen vasynyt', 'fi'],
    ['Meil on ero tulossa ja pelottaa', 'fi'],
    ['Min son kan inte sova på nätterna', 'sv'],
    ['vi ska skiljas och barnen mar daligt', 'sv'],
    ['Jag orkar inte längre med allt', 'sv'],
    ['My baby does not sleep at night', 'en'],
    ['we are getting divorced and the kids are sad', 'en'],
    ['i feel so tired all the time', 'en'],
  ])('of %j is %s', (text, language) => expect(guess(text)).toBe(language));

  it.each(['', 'ok', 'adhd', 'Seinäjoki', '12345 67890 12345', '😀😀😀😀😀😀😀', '???????????????'])(
    'is not guessed from %j',
    (text) => expect(guess(text)).toBeUndefined(),
  );

  it('is the same however long the story goes on', () => {
    expect(guess('Vauva valvoo yöt eikä kukaan nuku. '.repeat(500))).toBe('fi');
  });

  it('is none of ours when the story is in another alphabet', () => {
    expect(guess('Мой ребёнок не спит по ночам, помогите')).toBeUndefined();
    expect(guess('طفلي لا ينام في الليل')).toBeUndefined();
  });

  it('is not guessed before any phrases are known', () => {
    expect(languageGuess({ phrases: {} })('Vauva valvoo yöt eikä kukaan nuku')).toBeUndefined();
  });
});
