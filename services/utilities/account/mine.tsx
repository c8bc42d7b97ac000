import type { ComponentChildren } from 'preact';
import { refuse, routesFor, z } from '#kernel';
import { audienceOf, networkOf, passkeysOf, passphrase, sessionsOf } from '#kernel/identity';
import { mainProfile, signedIn, skinOf, worksHere } from '#kernel/perimeter';
import { languages } from '#kernel/texts';
import { ButtonLink, Buttons, Card, ChildChip, Definition, Form, Notice, Page, Select, Submit, Time, useTu } from '#kernel/ui';
import { Devices } from './devices.tsx';
import { childrenOf, hatsOf } from './hats.ts';
import { adult, NewDeviceNotice } from './new-device.tsx';
import { CurrentPassword, NewPassword } from './password-fields.tsx';
import { w } from './security-texts.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();

const Answer = z.object({
  name: z.string(),
  login: z.string(),
  language: z.string(),
  languages: z.array(z.string()),
  /** Beginning readers do not manage an account: their teacher does. */
  simple: z.boolean(),
  hats: z.array(
    z.object({ kind: z.string(), place: z.string(), school: z.string().nullable(), endsOn: z.string().nullable(), byHand: z.boolean() }),
  ),
  children: z.array(z.object({ id: z.string(), name: z.string(), place: z.string(), school: z.string() })),
  devices: z.array(
    z.object({
      id: z.string(),
      device: z.string(),
      method: z.string(),
      line: z.string().nullable(),
      /** Opened from the internet line of this request. */
      here: z.boolean(),
      seenAt: z.date(),
      openedAt: z.date(),
      current: z.boolean(),
    }),
  ),
  adult: z.boolean(),
  works: z.boolean(),
  tellsNewDevice: z.boolean(),
  /** A parent whose password alone lets in from anywhere: no mail, no passkey. */
  alone: z.boolean(),
  charters: z.array(z.object({ version: z.number(), at: z.date() })),
  example: z.string(),
});

/** Who I am for this ENT, where it knows it from, and what is mine to change. */
export const mine = page('/compte', {
  may: signedIn,
  answer: Answer,
  load: async ({ db, me, caller }) => {
    const { login, tells_new_device, email } = await db
      .selectFrom('kernel.accounts as account')
      .leftJoin('kernel.contacts as contact', 'contact.person_id', 'account.person_id')
      .select(['account.login', 'account.tells_new_device', 'contact.email'])
      .where('account.id', '=', me.accountId)
      .executeTakeFirstOrThrow();
    const works = worksHere(me);
    const sessions = await sessionsOf(db, me.accountId);
    return {
      name: `${me.firstName} ${me.lastName}`,
      login,
      language: me.language,
      languages: languages(),
      simple: mainProfile(me) === 'pupil' && skinOf(me) !== 'grands',
      hats: await hatsOf(db, me),
      children: await childrenOf(db, me),
      devices: sessions.map(({ id, device, method, line, seen_at, created_at }) => ({
        id,
        device,
        method,
        line,
        here: line === networkOf(caller.address),
        seenAt: seen_at,
        openedAt: created_at,
        current: id === me.sessionId,
      })),
      adult: adult({ me }),
      works,
      tellsNewDevice: tells_new_device,
      alone: adult({ me }) && !works && !email && (await passkeysOf(db, me.accountId)).length === 0,
      charters: await db
        .selectFrom('kernel.charter_acceptances as accepted')
        .innerJoin('kernel.charters as charter', 'charter.id', 'accepted.charter_id')
        .select(['charter.version', 'accepted.accepted_at as at'])
        .where('accepted.account_id', '=', me.accountId)
        .where('charter.audience', '=', audienceOf(me))
        .orderBy('charter.version', 'desc')
        .execute(),
      example: passphrase(),
    };
  },
  view: (answer) => (answer.simple ? <SimpleAccount {...answer} /> : <Account {...answer} />),
});
type Mine = z.infer<typeof Answer>;

const SimpleAccount = ({ name, hats }: Mine) => (
  <Page title={name} family="utilities" lead={hats.map(({ place, school }) => [place, school].filter(Boolean).join(' · ')).join(', ')}>
    <p>{t.askTeacher}</p>
  </Page>
);

function Account({ name, login, hats, children, devices, charters, example, ...rest }: Mine) {
  const tu = useTu();
  return (
    <Page title={name} family="utilities" lead={t.accountLead({ login })}>
      <Who hats={hats}>
        {children.map(({ id, name: child, place, school }) => (
          <p key={id}>
            <ChildChip child={{ id, name: child }} school={t.childIn({ place, school })} />
          </p>
        ))}
      </Who>
      {!tu && (
        <p>
          <a href="/doublons/mienne">{t.otherSheet}</a>
        </p>
      )}
      <p>
        <a href="/lecture">{t.readingLink}</a>
      </p>
      {rest.languages.length > 1 && <Language language={rest.language} known={rest.languages} />}
      <section aria-labelledby="mot-de-passe">
        <h2 id="mot-de-passe">{tu ? t.changePasswordTu : t.changePassword}</h2>
        <p class="hint">{t.changePasswordHint}</p>
        <Form action="/compte/mot-de-passe">
          <CurrentPassword name="current" label={t.currentPassword} />
          <NewPassword name="password" label={t.newPassword} example={example} />
          <Submit weight="plain">{t.changePasswordButton}</Submit>
        </Form>
      </section>
      {rest.adult && <Protect {...rest} />}
      <Devices devices={devices} />
      {rest.adult && (
        <p>
          <a href="/journal-de-securite/moi">{t.whatIDid}</a>
        </p>
      )}
      {rest.adult && <NewDeviceNotice tells={rest.tellsNewDevice} works={rest.works} />}
      <section aria-labelledby="charte">
        <h2 id="charte">{t.charter}</h2>
        <ul>
          {charters.map(({ version, at }) => (
            <li key={version}>
              {t.acceptedVersion({ version })} <Time at={at} form="day" />
            </li>
          ))}
        </ul>
        <p>
          <a href="/charte">{t.readCharter}</a>
        </p>
      </section>
    </Page>
  );
}

const Protect = ({ works, alone }: Pick<Mine, 'works' | 'alone'>) => (
  <section aria-labelledby="proteger">
    <h2 id="proteger">{w.protect}</h2>
    {alone && (
      <Notice kind="info">
        <p>{w.addEmail}</p>
      </Notice>
    )}
    <p class="hint">{w.protectLead}</p>
    <Buttons>
      <ButtonLink href="/compte/securite">{works ? w.toSecurity : w.toSecurityFamily}</ButtonLink>
      <ButtonLink href="/compte/coordonnees">{w.toContacts}</ButtonLink>
      {works && <ButtonLink href="/comptes/secours">{w.rescue}</ButtonLink>}
    </Buttons>
  </section>
);

const Who = ({ hats, children }: Pick<Mine, 'hats'> & { children: ComponentChildren[] }) => (
  <section aria-labelledby="qui">
    <h2 id="qui">{t.whoIAm}</h2>
    <Card>
      {hats.length > 0 && (
        <Definition
          entries={hats.map(({ kind, place, school, endsOn }) => ({
            term: kind,
            children: (
              <>
                {[place, school].filter(Boolean).join(' · ')}
                {endsOn && (
                  <>
                    {' '}
                    <span class="hint">
                      {t.until} <Time at={endsOn} form="short" />
                    </span>
                  </>
                )}
              </>
            ),
          }))}
        />
      )}
      {children.length > 0 && <h3>{t.myChildren({ count: children.length })}</h3>}
      {children}
      <p class="hint">{hats.some(({ byHand }) => byHand) ? t.sourceByHand : t.source}</p>
    </Card>
  </section>
);

const nameOf = (tag: string): string => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;

const Language = ({ language, known }: { language: string; known: string[] }) => (
  <section aria-labelledby="langue">
    <h2 id="langue">{t.language}</h2>
    <Form action="/compte/langue">
      <Select
        name="language"
        label={t.languageLabel}
        value={language}
        blank={false}
        options={known.map((tag) => ({ value: tag, label: nameOf(tag) }))}
      />
      <Submit weight="plain">{t.save}</Submit>
    </Form>
  </section>
);

export const chooseLanguage = action('/compte/langue', {
  may: signedIn,
  does: 'language.chosen',
  body: z.object({ language: z.string().max(20) }),
  redraw: mine,
  run: async ({ db, me, body: { language } }) => {
    if (!languages().includes(language)) return refuse('unknown', t.unknownLanguage, { field: 'language' });
    await db.updateTable('kernel.accounts').set({ language }).where('id', '=', me.accountId).execute();
    return { see: '/compte', note: { details: { language } } };
  },
});
