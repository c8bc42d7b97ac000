import type { Service } from '#kernel/service';

/** Who reads a line of the security journal: those who answer for the school too, or its author alone. */
export type Reading = 'watched' | 'own';

/** « account.account.blocked » → « Compte bloqué », for every action of these services. */
export const deedTexts = (services: Pick<Service, 'name' | 'deeds'>[], ...readings: Reading[]): Record<string, string> =>
  Object.fromEntries(
    services.flatMap(({ name, deeds = {} }) =>
      readings.flatMap((reading) => Object.entries(deeds[reading] ?? {}).map(([does, words]) => [`${name}.${does}`, words])),
    ),
  );
