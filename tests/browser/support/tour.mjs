// Every page of the site, in the states that a person may meet it in.

import { register } from './account.mjs';
import { fillSteps, lookUp } from './form.mjs';

// What people write in the appeals below.
export const WORDS = {
  title: 'Яма у дома',
  text: 'Глубокая яма напротив дома 5, машины объезжают её по тротуару.',
  address: 'ул. Ленина, 5',
  question: 'У какого подъезда?',
  answer: 'Яма заделана.',
  refusal: 'Дорога частная.',
  withdrawal: 'Отозвано заявителем.',
  comment: 'Яма снова открылась',
};

// Appeals in the statuses whose cards look different.
export async function settle(staff) {
  let house = 0;
  const appeal = async (...moves) => {
    house += 1;
    const { title, text, address } = WORDS;
    const made = await staff.register({ title: `${title} ${house}`, text, fields: { address } });
    for (const [to, comment] of moves) await staff.move(made.number, to, comment);
    return made;
  };
  const rated = await appeal(['in_progress'], ['approved', WORDS.answer]);
  await staff.rate(rated, { score: 2, comment: WORDS.comment, category: 'service' });
  return {
    rated,
    fresh: await appeal(),
    asked: await appeal(['in_progress'], ['awaiting_reply', WORDS.question]),
    answered: await appeal(['in_progress'], ['approved', WORDS.answer]),
    refused: await appeal(['rejected', WORDS.refusal]),
    withdrawn: await appeal(['cancelled', WORDS.withdrawal]),
  };
}

const goto = (path) => async (page) => void (await page.goto(path));

async function toPreview(page) {
  await page.evaluate(() => localStorage.clear());
  await page.goto('/submit?category=roads.surface');
  await fillSteps(page);
  await page.locator('button[formaction="/api/v1/appeals/preview"]').click();
  await page.locator('#appeal[data-preview]').waitFor();
}

// The stops in their order: a name, and how to get there with the page of one person.
export function tour({ fresh, asked, answered, rated, refused, withdrawn }) {
  return [
    ['home', goto('/')],
    ['choice of the topic', goto('/submit')],
    [
      'choice of the topic, list open',
      async (page) => {
        await page.goto('/submit');
        await page.getByRole('combobox').click();
        await page.getByRole('listbox').waitFor();
      },
    ],
    ['form, first step', goto('/submit?category=roads.surface')],
    [
      'form with errors',
      async (page) => {
        await page.goto('/submit?category=roads.surface');
        await page.getByRole('button', { name: /^(Дальше|Next)$/ }).click();
        await page.locator('#errors').waitFor();
      },
    ],
    [
      'form as the server answers it, with errors',
      async (page) => {
        await page.goto('/submit?category=housing.charges');
        await page.evaluate(() => document.getElementById('appeal').submit());
        await page.locator('#errors').waitFor();
      },
    ],
    ['choice of the topic with an error', goto('/submit?category=no.such')],
    ['form, files', goto('/submit?category=housing.charges#step-files')],
    ['form, applicant', goto('/submit?category=housing.charges#step-applicant')],
    ['form of a technical fault', goto('/submit?category=portal.technical_fault#step-details')],
    ['preview', toPreview],
    [
      'receipt',
      async (page) => {
        await toPreview(page);
        await page.locator('[data-send]').click();
        await page.waitForURL(/\/receipt\//);
      },
    ],
    ['lookup', goto('/status')],
    [
      'lookup with an error',
      async (page) => {
        await page.goto('/status');
        await page.locator('#number').fill(fresh.number);
        await page.locator('#access_code').fill('НЕТ-ТАКОГО');
        await page.locator('main form button').click();
        await page.locator('#errors').waitFor();
      },
    ],
    ['card, created', (page) => lookUp(page, fresh)],
    ['card, awaiting a reply', (page) => lookUp(page, asked)],
    ['card, answered', (page) => lookUp(page, answered)],
    [
      'card with an error in the rating',
      async (page) => {
        await lookUp(page, answered);
        await page.locator('form[action$="/rating"] .button').click();
        await page.locator('#errors').waitFor();
      },
    ],
    ['card, rated', (page) => lookUp(page, rated)],
    ['card, refused', (page) => lookUp(page, refused)],
    ['card, withdrawn', (page) => lookUp(page, withdrawn)],
    ['sign-in', goto('/sign-in')],
    [
      'sign-in with an error',
      async (page) => {
        await page.goto('/sign-in');
        await page.locator('form[action="/api/v1/session"] .button').click();
        await page.locator('#errors').waitFor();
      },
    ],
    ['registration', goto('/register')],
    ['recovery', goto('/recovery')],
    ['invitation', goto('/invitation')],
    ['developers', goto('/developers')],
    ['page that is not there', goto('/nothing-here')],
  ].map(([name, open]) => ({ name, open }));
}

// The pages of somebody who has signed in, with the page of that person; `server` has the codes.
export async function insideTour(page, server) {
  await register(page, server);
  return [
    ['empty cabinet', goto('/cabinet')],
    ['cabinet with a filter', goto('/cabinet?status=created&sort=created_at')],
    ['cabinet with a wrong filter', goto('/cabinet?status=nowhere')],
    [
      'cabinet with a wrong claim',
      async (it) => {
        await it.goto('/cabinet');
        await it.locator('form[action="/cabinet/claim"] .button').click();
        await it.locator('#errors').waitFor();
      },
    ],
    ['profile', goto('/cabinet/profile')],
    [
      'profile with an error',
      async (it) => {
        await it.goto('/cabinet/profile');
        await it.locator('#snils').fill('112-233-445 96');
        await it.locator('form[action="/api/v1/account"] .button').click();
        await it.locator('#errors').waitFor();
      },
    ],
    ['security', goto('/cabinet/security')],
    [
      'security, an app is added',
      async (it) => {
        await it.goto('/cabinet/security');
        await it.locator('form[action="/api/v1/account/factors/totp"] button').click();
        await it.locator('.qr svg').waitFor();
      },
    ],
    ['who opened my data', goto('/cabinet/accesses')],
    ['notifications', goto('/cabinet/notifications')],
    ['approval', goto('/approve')],
    ['form of somebody known', goto('/submit?category=roads.surface')],
  ].map(([name, open]) => ({ name, open }));
}
