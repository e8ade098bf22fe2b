// Every page of the site, in the states that a person may meet it in.

import { fillSteps, lookUp } from './form.mjs';

// Appeals in the statuses whose cards look different.
export async function settle(staff) {
  const fresh = await staff.register({ title: 'Яма у дома 1' });
  const asked = await staff.register({ title: 'Яма у дома 2' });
  await staff.move(asked.number, 'in_progress');
  await staff.move(asked.number, 'awaiting_reply', 'У какого подъезда?');
  const answered = await staff.register({ title: 'Яма у дома 3' });
  await staff.move(answered.number, 'in_progress');
  await staff.move(answered.number, 'approved', 'Яма заделана.');
  const rated = await staff.register({ title: 'Яма у дома 6' });
  await staff.move(rated.number, 'in_progress');
  await staff.move(rated.number, 'approved', 'Яма заделана.');
  await staff.rate(rated, { score: 2, comment: 'Яма снова открылась', category: 'service' });
  const refused = await staff.register({ title: 'Яма у дома 4' });
  await staff.move(refused.number, 'rejected', 'Дорога частная.');
  const withdrawn = await staff.register({ title: 'Яма у дома 5' });
  await staff.move(withdrawn.number, 'cancelled', 'Отозвано заявителем.');
  return { fresh, asked, answered, rated, refused, withdrawn };
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
        await page.locator('.panel .button').click();
        await page.locator('#errors').waitFor();
      },
    ],
    ['card, rated', (page) => lookUp(page, rated)],
    ['card, refused', (page) => lookUp(page, refused)],
    ['card, withdrawn', (page) => lookUp(page, withdrawn)],
    ['developers', goto('/developers')],
    ['page that is not there', goto('/nothing-here')],
  ].map(([name, open]) => ({ name, open }));
}
