import { greetFamily, openHouse, type House } from '../support/house';
import { outcomeIn, stepIn, usualAnswers } from '../support/walk';

describe('a family of Keski-Uusimaa', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const talked = async (answers: typeof usualAnswers): Promise<Awaited<ReturnType<typeof greetFamily>>> => {
    const family = await greetFamily(house, { region: 'keski-uusimaa' });
    for (let asked = 0; asked < 30; asked += 1) {
      const step = stepIn(family.words);
      const answer = step === undefined ? undefined : { ...usualAnswers, ...answers }[step];
      if (answer === undefined || (step === 'heard' && outcomeIn(family.words))) break;
      await family.say(answer);
    }
    return family;
  };

  it('is offered its own services and line, and none of another region', async () => {
    const family = await talked({ municipality: { place: 'hyvinkaa' }, age: { number: 3 } });
    const outcome = outcomeIn(family.words);
    expect(outcome?.line).toBe('families-line');
    expect(outcome?.services.length).toBeGreaterThan(0);
    const own = house.world.content.services['keski-uusimaa']?.services.map((service) => service.id) ?? [];
    expect(outcome?.services.filter((service) => !own.includes(service.id))).toEqual([]);
  });

  it('gets hours and no date, for the region has no promise of its own, and the queue still knows when it is due', async () => {
    const family = await talked({ municipality: { place: 'tuusula' }, wants: { option: 'contact' } });
    const sent = family.words.find((word) => word.luotsi.handoff);
    expect(sent?.luotsi.handoff).toBeDefined();
    expect(sent?.luotsi.handoff?.promise).toBeUndefined();
    expect(outcomeIn(family.words)?.promise).toBeUndefined();
    const listed = (await house.desk.list('all')).find((one) => one.region === 'keski-uusimaa');
    expect(listed).toMatchObject({ area: 'keski-uusimaa', dueAt: '2026-11-24T13:00:00.000Z' });
  });

  it('says eskari of a five-year-old, and is offered what begins at pre-primary', async () => {
    const bullied = {
      'own-words': { text: 'lasta kiusataan päivittäin' },
      understood: { option: 'bullying' },
      municipality: { place: 'hyvinkaa' },
    };
    const ids = async (age: { text: string } | { number: number }): Promise<string[]> =>
      (outcomeIn((await talked({ ...bullied, age })).words)?.services ?? []).map((service) => service.id);
    expect(await ids({ text: 'viisi vuotta, eskarissa' })).toContain('kuraattoripalvelut');
    expect(await ids({ number: 5 })).not.toContain('kuraattoripalvelut');
  });

  it('hears the line of adults only in an adult’s own matter', async () => {
    const phones = async (need: string, words: string): Promise<string> =>
      JSON.stringify(
        (
          await talked({
            'own-words': { text: words },
            understood: { option: need },
            municipality: { place: 'hyvinkaa' },
          })
        ).words,
      );
    expect(await phones('parent_substance_use', 'juon liikaa viiniä iltaisin')).toContain('019 226 0404');
    expect(await phones('child_sleep', 'vauva ei nuku')).not.toContain('019 226 0404');
  });

  it('whose municipality is Lapua is guided to its own county', async () => {
    const family = await talked({ municipality: { place: 'lapua' } });
    expect(outcomeIn(family.words)?.outcome).toBe('out-of-area');
  });
});
