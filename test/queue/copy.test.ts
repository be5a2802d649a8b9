import { outcomes } from '../../src/flow/rules/outcome';
import { recordText } from '../../src/queue/copy';
import { attempts, endings, origins } from '../../src/queue/contract';
import { moves, otherMoves } from '../../src/queue/life';
import { registers } from '../../src/region/region';
import { openDesk, workerNamed } from '../support/desk';
import { openHouse, theContent } from '../support/house';
import { sentTo } from '../support/queue';

const names = {
  need: (id: string) => id,
  municipality: (id: string) => id,
  clock: (id: string) => id,
  area: (id: string) => id,
};

it('every id that a copied record can hold has its name in Finnish and Swedish', () => {
  const ids = [
    ...origins.map((id) => `origin.${id}`),
    ...outcomes.map((id) => `outcome.${id}`),
    ...registers.map((id) => `register.${id}`),
    ...endings.map((id) => `ending.${id}`),
    ...attempts.map((id) => `how.${id}`),
    ...[...moves, ...otherMoves, 'family'].map((id) => `event.${id}`),
  ];
  expect(ids.filter((id) => theContent().workbook.names[id] === undefined)).toEqual([]);
});

it('a record is copied from who and what to how it ended, without the family’s code', async () => {
  const house = await openHouse();
  const desk = openDesk(house);
  const { id, code } = await sentTo(house);
  await desk.make(workerNamed('a'), id, 'claim', {});
  await desk.make(workerNamed('a'), id, 'tried', { how: 'no-answer' });
  await desk.make(workerNamed('a'), id, 'consult', { to: 'nurse', text: 'miten uni' });
  await desk.make(workerNamed('a'), id, 'contacted', { text: 'sovittu käynti' });
  const closing = { register: 'patient', led: true, target: 'neuvola', minutes: 15 } as const;
  await desk.make(workerNamed('a'), id, 'close', { ending: 'to-service', closing });
  const found = await house.desk.read(id);
  if (!found) throw new Error('the handoff is gone');
  const text = recordText(found, theContent().workbook, names, 'fi');
  const order = [
    'Asianumero: ',
    'Saapunut: ',
    'Nimi',
    'Omin sanoin: ',
    'Lupa: ',
    'Tapahtumat:',
    'Päättyminen: ohjattu palveluun',
    'Rekisteri: potilasrekisteri',
  ];
  const places = order.map((label) => text.indexOf(label));
  expect(places).not.toContain(-1);
  expect([...places].sort((one, other) => one - other)).toEqual(places);
  expect(text).toContain('tavoitettu · sovittu käynti');
  expect(text).toMatch(/yritetty tavoittaa · ei vastannut$/m);
  expect(text).toMatch(/konsultoitu · Terveydenhoitaja · miten uni$/m);
  expect(text).not.toContain(code);
  expect(recordText(found, theContent().workbook, names, 'sv')).toContain('Register: patientregistret');
  await house.close();
});
