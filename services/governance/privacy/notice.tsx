import { routesFor, z } from '#kernel';
import { mainProfile, profilesOf } from '#kernel/perimeter';
import { ButtonLink, Card, CardList, PlainText } from '#kernel/ui';
import { contactsOf } from '#services/utilities/account';
import { mayReport } from './breaches/breach.ts';
import { b } from './breaches/words.ts';
import { d } from './deaths/words.ts';
import { f } from './file-texts.ts';
import { n } from './notice-texts.ts';
import { keepsRegister, mayAskFiles } from './policy.ts';
import { r } from './register-texts.ts';
import { q } from './requests-texts.ts';
import { Roof } from './roof.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { openPage } = routesFor<Tables>();
const desks = ['director', 'academy', 'administrator'];
const Contact = z.string().nullable();

/** What is done with personal data, by profile; for a child, in words of their own. Where one begins to exercise one's rights. */
export const notice = openPage('/donnees', {
  may: () => true,
  answer: z.object({
    controller: z.string(),
    address: z.string(),
    dpoEmail: Contact,
    dpoAddress: Contact,
    profile: z.string().nullable(),
    child: z.boolean(),
    doors: z.array(z.object({ href: z.string(), title: z.string(), sentence: z.string() })),
  }),
  load: async ({ db, me }) => {
    const known = await contactsOf(db);
    const profiles = me ? profilesOf(me) : new Set();
    const child = profiles.has('pupil');
    const adult = me !== undefined && mayAskFiles({ me });
    const doors = [
      { open: adult, href: '/donnees/dossier', title: f.page, sentence: f.pageLead },
      { open: adult, href: '/donnees/demandes', title: q.mine, sentence: q.mineDoor },
      { open: adult, href: '/donnees/depart', title: q.wishes, sentence: q.wishesLead },
      { open: profiles.has('guardian') || profiles.has('director'), href: '/accords', title: t.label, sentence: t.tileSentence },
      { open: desks.some((profile) => profiles.has(profile)), href: '/donnees/bureau', title: q.desk, sentence: q.deskDoor },
      { open: me !== undefined && keepsRegister({ me }), href: '/donnees/effacements', title: r.deletions, sentence: q.ledgerDoor },
      { open: desks.some((profile) => profiles.has(profile)), href: '/donnees/deces', title: d.title, sentence: d.door },
      { open: me !== undefined && keepsRegister({ me }), href: '/donnees/fuites', title: b.register, sentence: b.door },
      { open: me !== undefined && mayReport({ me }), href: '/donnees/fuites/signaler', title: b.report, sentence: b.reportDoor },
    ];
    return {
      controller: known.controller ?? n.defaultController,
      address: known.controllerAddress ?? n.defaultAddress,
      dpoEmail: known.dpoEmail,
      dpoAddress: known.dpoAddress,
      profile: (me && mainProfile(me)) ?? null,
      child,
      doors: doors.filter(({ open }) => open).map(({ open: _, ...door }) => door),
    };
  },
  view: ({ profile, child, doors, ...known }) =>
    child ? (
      <Roof title={n.childTitle} lead={n.childLead}>
        <PlainText body={n.childText} />
      </Roof>
    ) : (
      <Roof title={n.data} lead={n.lead}>
        {doors.length > 0 && (
          <CardList label={n.yours} columns>
            {doors.map(({ href, title, sentence }) => (
              <Card key={href} href={href} title={title} family="governance">
                <p>{sentence}</p>
              </Card>
            ))}
          </CardList>
        )}
        {profile && <PlainText body={n.forProfile({ profile })} />}
        <PlainText body={n.text(known)} />
        <h2>{n.register}</h2>
        <p>{n.registerLead}</p>
        <ButtonLink href="/donnees/registre" picture="folder">
          {n.openRegister}
        </ButtonLink>
      </Roof>
    ),
});
