// The accessibility checker in the page: what it says against it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
// What a change of colours can break.
export const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

export async function checkAccess(page, name, runOnly) {
  // By the debugger's way in, which the Content-Security-Policy does not forbid.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const { violations, passes } = await page.evaluate(
    (options) => window.axe.run(document, { runOnly: options, resultTypes: ['violations', 'passes'] }),
    runOnly,
  );
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} — ${node.failureSummary}`).join('\n  ')}`);
  assert.deepEqual(said, [], `${name}: ${said.join('\n')}`);
  assert.ok(passes.length > 0, `${name}: something was checked`);
}
