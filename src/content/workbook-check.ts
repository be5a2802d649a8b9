import { fieldsIn, textFields, type Workbook } from '../region/workbook';
import { nearest, type Problem } from './problem';
import type { Needs } from './shape';
import type { Source } from './source';

const lists = ['safe-times', 'roles', 'parties', 'ready-texts', 'checklists', 'triggers'] as const;

/** Ids of the workbook stand once each, its texts leave only known fields open, and its triggers look at needs that exist. */
export function checkWorkbook(source: Source, workbook: Workbook, needs: Needs, problems: Problem[]): void {
  for (const list of lists)
    workbook[list].forEach(({ id }, index) => {
      if (workbook[list].findIndex((one) => one.id === id) < index)
        problems.push(source.at([list, index, 'id'], `a second one of ${list} is called ${id}`));
    });
  workbook['ready-texts'].forEach((ready, index) => {
    const asked = fieldsIn(ready.text.fi).sort().join(', ');
    for (const [language, text] of Object.entries(ready.text)) {
      const path = ['ready-texts', index, 'text', language];
      for (const field of fieldsIn(text))
        if (!(textFields as readonly string[]).includes(field))
          problems.push(
            source.at(
              path,
              `there is no field {${field}}`,
              nearest(field, textFields) ?? `one of: ${textFields.join(', ')}`,
            ),
          );
      const has = fieldsIn(text).sort().join(', ');
      if (has !== asked)
        problems.push(
          source.at(path, `this text leaves open ${has || 'nothing'}, the Finnish one ${asked || 'nothing'}`),
        );
    }
  });
  const ids = needs.needs.map((need) => need.id);
  workbook.triggers.forEach((trigger, index) =>
    trigger.suggest.forEach((line, at) => {
      for (const fact of ['need', 'also'])
        line[fact]?.forEach((need, number) => {
          if (!ids.includes(need))
            problems.push(
              source.at(
                ['triggers', index, 'suggest', at, fact, number],
                `there is no need "${need}"`,
                nearest(need, ids),
              ),
            );
        });
    }),
  );
}
