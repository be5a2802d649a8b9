import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from '../content/load';
import { nearest } from '../content/problem';
import { argumentsOf, run, UsageError } from './arguments';

const use = 'npm run region:new -- ID [--county ID] (both in small letters and hyphens, as pohjois-savo)';
const root = join(__dirname, '..', '..');

/** `npm run region:new -- ID`: one folder with everything a region must tell, closed and unapproved until its people fill it. */
function main(): void {
  const { words, options } = argumentsOf(use, ['county']);
  const [id] = words;
  if (id === undefined || !/^[a-z][a-z0-9-]*$/.test(id)) throw new UsageError(use);
  const content = loadContent(root);
  const { counties, municipalities } = content.municipalities;
  const countyId = options['county'] ?? id;
  const county = counties.find((one) => one.id === countyId);
  if (!county)
    throw new UsageError(
      `there is no county "${countyId}"; ${
        nearest(
          countyId,
          counties.map((one) => one.id),
        ) ?? 'see regions/municipalities.yaml'
      }`,
    );
  const folder = join(root, 'regions', id);
  if (existsSync(folder)) throw new UsageError(`regions/${id} is already there`);
  const places = municipalities.filter((one) => one.county === county.id).map((one) => one.id);
  mkdirSync(folder);
  writeFileSync(join(folder, 'region.yaml'), regionFile(id, county, places));
  writeFileSync(join(folder, 'services.yaml'), servicesFile(id));
  process.stdout.write(
    `regions/${id} is made, closed and unapproved. Fill in its lines, emergency numbers and services with source and day, then: npm run content:check\n`,
  );
}

function regionFile(id: string, county: { id: string; fi: string; sv: string }, places: readonly string[]): string {
  return `# ${county.fi}. What no document of the region tells is left empty; facts carry their source and the day they were checked.
region: ${id}
open: false
owner: ${county.fi}
approved-by: null
approved-at: null
name: { fi: ${JSON.stringify(county.fi)}, sv: ${JSON.stringify(county.sv)} }
service: { fi: Perhekeskuksen asiakasohjaus }
# Who speaks, in the form that follows "I am the chat robot of".
speaks-for: { fi: perhekeskuksen asiakasohjauksen }
# Web sites that may embed the chat, by origin.
sites: []
languages: [fi]
mandatory-languages: [fi]
county: ${county.id}
# The role that watches the quality of automatic advice (306/2019 6 a §).
responsible-role: null
# Only the region itself promises a day: { business-days: 1, source: … }.
promise: null
assessments-in: substance-sector
registers:
  advice: none
  anonymous: none
  health-care: patient
  social-service: social
  pending: social
  source: R-68, R-75
segmentation: null
inferred: [assessments-in, registers]
closed-days: []
areas:
  - id: ${id}
    name: { fi: ${JSON.stringify(county.fi)} }
    municipalities: [${places.join(', ')}]
lines: []
emergency:
  - id: emergency-number
    phone: '112'
    name: { fi: Hätänumero, sv: Nödnumret, en: Emergency number }
    when:
      {
        fi: 'hengenvaara tai väkivalta juuri nyt',
        sv: 'livsfara eller våld just nu',
        en: 'danger to life or violence right now',
      }
    verified: true
    source: law.md 6.2
    checked-at: 2026-11-22
links: []
`;
}

function servicesFile(id: string): string {
  return `# The service tray of ${id}: each service with its source, owner and day of review.
region: ${id}
owner: perhekeskuskoordinaattori
approved-by: null
approved-at: null
services: []
`;
}

run(main);
