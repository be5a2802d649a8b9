import { changedInRegions, changedWords, sameGuide } from '../../src/content/difference';
import { loadContent } from '../../src/content/load';
import { withCopy } from '../support/broken-content';
import { theContent } from '../support/house';

test('of a service and a line that changed only what differs is told, in plain words', () => {
  withCopy((copy) => {
    copy.change('regions/keski-uusimaa/services.yaml', 'ages: [13, 17]', 'ages: [12, 17]');
    copy.change('regions/etela-pohjanmaa/region.yaml', "phone: '112'", "phone: '113'");
    const changes = changedInRegions(theContent(), loadContent(copy.folder));
    expect(changes).toEqual([
      expect.objectContaining({
        name: expect.stringMatching(/ number .*: phone$/) as string,
        before: '112',
        after: '113',
      }),
      expect.objectContaining({
        name: expect.stringMatching(/ service .*: ages$/) as string,
        before: '13, 17',
        after: '12, 17',
      }),
    ]);
  });
});

test('words are told by name and language, and a guide is the same until a step changes', () => {
  withCopy((copy) => {
    copy.change('locales/sv/separation.yaml', 'row: ', 'row: Ny ');
    const reworded = loadContent(copy.folder);
    expect(changedWords(theContent(), reworded, 'fi')).toEqual([]);
    expect(changedWords(theContent(), reworded, 'sv')).toMatchObject([
      { name: 'separation.steps.separation-stage.row', after: expect.stringMatching(/^Ny /) as string },
    ]);
    expect(sameGuide(theContent(), reworded)).toBe(true);
    copy.change('dialogs/separation.yaml', 'kind: choices', 'kind: choices\n    sensitive: false');
    expect(sameGuide(theContent(), loadContent(copy.folder))).toBe(false);
  });
});
