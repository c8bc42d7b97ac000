import { routesFor } from '#kernel';
import { contactsOf } from '#services/utilities/account';

const { machine } = routesFor();
/** RFC 9116 recommends less than a year, so that nobody trusts an address that was abandoned. */
const lasts = 180 * 86_400_000;

/** Where to say that a door is open (RFC 9116). What is not known leads to the legal notice, where the addresses are. */
export const securityTxt = machine('/.well-known/security.txt', {
  method: 'GET',
  may: () => true,
  run: async ({ db, now, origin }) => {
    const known = await contactsOf(db);
    const email = known.securityEmail ?? known.dpoEmail;
    const lines = [
      `Contact: ${email ? `mailto:${email}` : `${origin}/mentions-legales`}`,
      `Expires: ${new Date(now.getTime() + lasts).toISOString().slice(0, 10)}T00:00:00Z`,
      'Preferred-Languages: fr, en',
      `Canonical: ${origin}/.well-known/security.txt`,
    ];
    return { status: 200, mediaType: 'text/plain; charset=utf-8', body: `${lines.join('\n')}\n` };
  },
});
