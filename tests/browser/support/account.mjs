// Somebody with an account: registered through the pages, with codes read from the outbox.

const PASSWORD = 'Длинная-Фраза-42!';
let nobody = 0;

// Messages that wait to be delivered; what is read is marked, so that a code is found once.
export async function messages(server) {
  const ask = (delivered) =>
    fetch(`${server.url}/internal/outbox`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.outboxToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ delivered }),
    });
  const answer = await ask([]);
  if (!answer.ok) throw new Error(`the outbox: ${answer.status} ${await answer.text()}`);
  const { items } = await answer.json();
  await ask(items.map(({ id }) => id));
  return items;
}

// The code that was sent to an address.
export async function codeFor(server, to) {
  const found = (await messages(server)).filter((one) => one.to === to).at(-1);
  const code = /\b\d{6}\b/.exec(found?.text ?? '')?.[0];
  if (!code) throw new Error(`no code for ${to}`);
  return code;
}

export const newPerson = () => {
  nobody += 1;
  return { login: `anna${nobody}@example.ru`, password: PASSWORD };
};

// Registers through the pages; ends in the cabinet.
export async function register(page, server, person = newPerson()) {
  await page.goto('/register');
  await page.locator('#login').fill(person.login);
  await page.locator('#password').fill(person.password);
  await page.locator('#consent').check();
  await page.locator('main form .actions .button').first().click();
  await page.locator('#code').waitFor();
  await page.locator('#code').fill(await codeFor(server, person.login));
  await page.locator('main form .actions .button').first().click();
  await page.waitForURL(/\/cabinet/);
  return person;
}

export async function signIn(page, { login, password }) {
  await page.goto('/sign-in');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await page.locator('form[action="/api/v1/session"] .button').click();
}
