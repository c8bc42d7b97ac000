import { afterAll, expect, test } from 'vitest';
import { routesFor, service, z } from '#kernel';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { Attachment, Card, Page, RichText } from '#kernel/ui';
import reading from './service.ts';

/** In a browser: three writings of the same words, and a page that reads itself. */

const { page } = routesFor();
const anybody = { may: () => true, answer: z.object({ voice: z.boolean() }) };
const words = (voice: boolean) => (
  <Page title="Le potager" family="pedagogy">
    <Card title="Lundi">
      <p>Nous avons planté des radis.</p>
      {/* biome-ignore lint/a11y/useMediaCaption: what it says is written just above. */}
      {voice && <audio data-voice src="/voix.ogg" controls aria-label="La voix de la maîtresse" />}
    </Card>
    <p>À demain.</p>
    <form action="/lecture">
      <p>Ceci est un formulaire.</p>
    </form>
  </Page>
);
const note = (
  <Page title="Le potager" family="pedagogy">
    <RichText>
      <p>Apportez une pelle.</p>
    </RichText>
    <Attachment name="Ma voix" href="/voix.ogg" kind="sound" />
    <p>À demain.</p>
  </Page>
);
const garden = service({
  name: 'garden',
  label: 'Potager',
  family: 'pedagogy',
  needs: [],
  routes: [
    page('/potager', { ...anybody, load: async () => ({ voice: false }), view: ({ voice }) => words(voice) }),
    page('/potager/mot', { ...anybody, load: async () => ({ voice: true }), view: () => note }),
    page('/potager/voix', { ...anybody, load: async () => ({ voice: true }), view: ({ voice }) => words(voice) }),
  ],
  personalData: [],
});
const ent = await startEnt([reading, garden], { built: await builtAssets() });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });
const gs = await ent.classroom(await ent.school(), 'GS');
const zelie = await ent.pupil('Zélie Moreau', gs, 'GS');

async function child({ script = true } = {}) {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 390, height: 844 }, javaScriptEnabled: script });
  await context.addCookies([{ name: 'preau', value: (await ent.as(zelie)).token, url: origin }]);
  return context.newPage();
}
const styleOf = (element: Element) => {
  const { textTransform, fontFamily } = getComputedStyle(element);
  return `${textTransform} ${fontFamily.split(',')[0]?.replaceAll('"', '')}`;
};

test('one press changes every word, with or without script, and the page stays', async () => {
  const page = await child({ script: false });
  await page.goto('/potager');
  const text = page.getByText('Nous avons planté');
  expect(await text.evaluate(styleOf)).toBe('none Andika');
  await page.getByRole('button', { name: 'Lire en CAPITALES' }).click();
  expect(page.url()).toBe(`${origin}/potager`);
  expect([await text.evaluate(styleOf), await text.innerText()]).toEqual(['uppercase Andika', 'NOUS AVONS PLANTÉ DES RADIS.']);
  await page.getByRole('button', { name: 'Lire en cursive' }).click();
  expect(await text.evaluate(styleOf)).toBe('none Playwrite FR');
  await page.waitForFunction(() => document.fonts.check('16px "Playwrite FR"'));
  expect(await page.getByRole('button', { name: 'Lire en cursive' }).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: 'Lire en script' }).click();
});

test('the device’s voice reads the texts in their order, and nothing else; pressed again it is silent', async () => {
  const page = await child();
  // A headless browser has no voice: this one says nothing aloud and tells what it was asked to say.
  await page.addInitScript(() => {
    const said: string[] = [];
    const speech = {
      getVoices: () => [],
      cancel: () => said.push('[silence]'),
      speak(words: SpeechSynthesisUtterance) {
        said.push(`${words.lang} ${words.text}`);
        if (said.length < 3) setTimeout(() => words.onend?.(new Event('end') as SpeechSynthesisEvent), 10);
      },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: speech });
    Object.assign(window, { said });
  });
  await page.goto('/potager');
  await page.getByRole('button', { name: 'Écouter' }).click();
  const said = () => page.evaluate<string[]>('window.said');
  await expect.poll(said).toEqual(['fr-FR le potager', 'fr-FR lundi', 'fr-FR nous avons planté des radis.']);
  expect(await page.locator('.is-spoken').innerText()).toBe('Nous avons planté des radis.');
  await page.getByRole('button', { name: 'Arrêter' }).click();
  expect(await page.locator('.is-spoken').count()).toBe(0);
  expect((await said()).at(-1)).toBe('[silence]');
});

test('what the teacher recorded is heard in the teacher’s voice, in place of the text of its card; the rest follows', async () => {
  const page = await child();
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.defineProperty(window, 'speechSynthesis', {
      value: {
        getVoices: () => [],
        cancel: () => {},
        speak(words: SpeechSynthesisUtterance) {
          said.push(words.text);
          setTimeout(() => words.onend?.(new Event('end') as SpeechSynthesisEvent), 10);
        },
      },
    });
    HTMLMediaElement.prototype.play = async function play() {
      said.push(`[${this.getAttribute('aria-label')}]`);
      setTimeout(() => this.dispatchEvent(new Event('ended')), 10);
    };
    Object.assign(window, { said });
  });
  await page.goto('/potager/voix');
  await page.getByRole('button', { name: 'Écouter' }).click();
  await expect.poll(() => page.evaluate('window.said')).toEqual(['le potager', '[La voix de la maîtresse]', 'à demain.']);
  await page.getByRole('button', { name: 'Écouter' }).waitFor();
  expect(await page.locator('.is-spoken').count()).toBe(0);
  // A note that is in no card: the voice joined to it reads it.
  await page.goto('/potager/mot');
  await page.getByRole('button', { name: 'Écouter', exact: true }).click();
  await expect.poll(() => page.evaluate('window.said')).toEqual(['le potager', '[Écouter\u00a0: Ma voix]', 'à demain.']);
});
