import { languageGuess } from '../../src/need/language';
import { otherLanguage } from '../../src/need/other-language';
import { theContent } from '../support/house';

const content = theContent();
const guess = otherLanguage(content, languageGuess(content));

describe('a message in a language that is not offered', () => {
  it.each([
    ['Мой ребёнок не спит', 'ru'],
    ['помогите', 'ru'],
    ['Моя дитина не спить, що робити', 'uk'],
    ['طفلي لا ينام في الليل', 'ar'],
    ['بچه من شب‌ها نمی‌خوابد چه کنم', 'fa'],
    ['我的孩子不睡觉', 'zh'],
    ['ลูกไม่นอน', 'th'],
    ['Mu laps ei maga öösel, mida teha', 'et'],
    ['waxaan u baahanahay caawimo ilmahayga ma seexdo', 'so'],
    ['salaam alaykum', 'so'],
    ['mi hijo no duerme por las noches y estoy muy cansada', 'es'],
    ['mon fils ne dort pas depuis des mois', 'fr'],
    ['mein Sohn schläft nicht, ich brauche Hilfe', 'de'],
    ['çocuğum uyumuyor yardım lütfen', 'tr'],
    ['con tôi không ngủ được', 'vi'],
    ['Unë kam nevojë për ndihmë fëmija nuk fle', 'sq'],
    ['ez alîkarî dixwazim ji bo zaroka min', 'ku'],
    ['ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ', 'und'],
  ])('%j is %s', (text, language) => expect(guess(text)).toBe(language));

  it.each(['', 'a', '12345', '😀😀', 'ok', 'no', 'I need an interpreter for Russian', 'Ivanin äiti', 'tere', '؟'])(
    'is not seen in %j',
    (text) => expect(guess(text)).toBeUndefined(),
  );

  it('is seen in none of the phrases that families of the offered languages write', () => {
    const phrases = Object.values(content.phrases).flatMap((needs) => Object.values(needs).flat());
    expect(phrases.filter((text) => guess(text) !== undefined)).toEqual([]);
  });

  it('is found in bounded time, however long the message', () => {
    expect(guess('спит '.repeat(20_000))).toBe('ru');
  });
});
