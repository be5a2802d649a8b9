import { inLanguage } from '../../src/region/region';
import { theContent } from '../support/house';
import { startTestService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const page = async (query: Record<string, string>): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${service.address}/palvelut?${new URLSearchParams(query).toString()}`);
  return { status: answer.status, text: await answer.text() };
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const itemsOf = (text: string): number =>
  text.split('<main>')[1]?.split('</section>').slice(1).join('').match(/<li>/g)?.length ?? 0;

describe.each(['etela-pohjanmaa', 'keski-uusimaa'])('the tray of %s', (region) => {
  const services = theContent().services[region]?.services ?? [];

  it.each([
    ['need', 'fi'],
    ['need', 'sv'],
    ['sector', 'en'],
    ['sector', 'sv'],
  ])('by %s in %s shows every service, and needs no script', async (by, lang) => {
    const { status, text } = await page({ region, by, lang });
    expect(status).toBe(200);
    expect(text).toContain(`<html lang="${lang}">`);
    expect(text).not.toContain('<script');
    const shown = services.filter((one) => by === 'sector' || one.general !== true);
    expect(shown.filter((one) => !text.includes(escaped(inLanguage(one.name, lang)))).map((one) => one.id)).toEqual([]);
  });

  it('shows each number with its hours and the day it was checked', async () => {
    const { text } = await page({ region, lang: 'fi' });
    for (const line of theContent().regions[region]?.lines ?? []) expect(text).toContain(`>${line.phone}</a>`);
    expect(text).toMatch(/ma–(to|pe) \d+–\d+/);
    expect(text).toMatch(/tarkistettu \d+\.\d+\.2023/);
  });
});

it('by segment names each segment of the model and puts each service under its own', async () => {
  const { text } = await page({ region: 'keski-uusimaa', by: 'segment', lang: 'fi' });
  const services = theContent().services['keski-uusimaa']?.services ?? [];
  const places = services.reduce((sum, one) => sum + (one.segments?.length ?? 1), 0);
  expect(itemsOf(text)).toBe(places);
  for (const name of ['Omatoimiasiakkuus', 'Yhteisöasiakkuus', 'Yhteistyöasiakkuus', 'Verkostoasiakkuus'])
    expect(text).toContain(name);
});

it('tells printed ages, and from pre-primary where that is printed', async () => {
  const { text } = await page({ region: 'keski-uusimaa', lang: 'fi' });
  expect(text).toContain('13–17 vuotta');
  expect(text).toContain('esikoulusta 17 vuoteen');
  expect(text).toContain('Kaikkia vammaispalveluja ei tarjota alle 18-vuotiaille');
});

it('says of words without a certain translation that they are Finnish', async () => {
  const { text } = await page({ region: 'keski-uusimaa', lang: 'en' });
  expect(text).toContain('<span lang="fi">Nuorisoasema</span>');
});

it('of a region that is not open says so, and offers no chat', async () => {
  const { text } = await page({ region: 'vantaa-kerava' });
  expect(text).toContain('Alue ei ole vielä avannut palvelua');
  expect(text).not.toContain('Kysy chatissa');
});

it('of no region is not found', async () => {
  expect((await page({ region: 'atlantis' })).status).toBe(404);
});
