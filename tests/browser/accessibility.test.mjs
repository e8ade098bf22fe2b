// Each page as axe-core sees it, in both languages and both themes.

import { ALL, COLOURS, checkAccess } from './support/axe.mjs';
import { PHONE, stage } from './support/stage.mjs';
import { insideTour, settle, tour } from './support/tour.mjs';

const scene = stage();
const EXPECTED = [/status of 4(01|04|22)/];

for (const [locale, viewport] of [['ru-RU', undefined], ['en-GB', PHONE]]) {
  scene(`No page breaks a rule of axe-core (${locale}${viewport ? ', phone' : ''})`, async (stage, t) => {
    const appeals = await settle(stage.staff);
    // A colour on its way to the other theme is neither.
    const page = await stage.person({ locale, expects: EXPECTED, reducedMotion: 'reduce', ...(viewport && { viewport }) });
    await page.goto('/');
    const inside = await stage.person({ locale, expects: EXPECTED, reducedMotion: 'reduce', ...(viewport && { viewport }) });
    const stops = [
      ...tour(appeals).map((stop) => ({ ...stop, page })),
      ...(await insideTour(inside, stage.server)).map((stop) => ({ ...stop, page: inside })),
    ];
    for (const { name, open, page } of stops) {
      await t.test(name, async () => {
        await page.emulateMedia({ colorScheme: 'light' });
        await open(page);
        await checkAccess(page, `${name}, light`, ALL);
        await page.emulateMedia({ colorScheme: 'dark' });
        await checkAccess(page, `${name}, dark`, COLOURS);
      });
    }
  });
}
