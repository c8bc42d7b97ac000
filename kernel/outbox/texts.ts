import { plural, texts } from '#kernel/texts';

export const t = texts('outbox', {
  urgentSubject: 'Préau : un message urgent de l’école',
  urgentMail: ({ title, link }: { title: string; link: string }) =>
    `Bonjour,\n\n${title}.\n\nL’école l’a marqué comme urgent. Pour le lire :\n${link}\n\nPréau n’envoie jamais par courriel ce que l’école vous écrit.`,
  digestSubject: ({ count }: { count: number }) =>
    plural(count, { one: 'Préau : une nouvelle aujourd’hui', other: `Préau : ${count} nouvelles aujourd’hui` }),
  digestMail: ({ name, lines, link }: { name: string; lines: string; link: string }) =>
    `Bonjour ${name},\n\nDu nouveau dans Préau :\n${lines}\n\nPour tout lire :\n${link}/notifications\n\nVous recevez ce résumé une fois par jour au plus. Pour changer d’heure ou l’arrêter :\n${link}/notifications/choix`,
  digestMore: ({ count }: { count: number }) => plural(count, { one: '– et une autre', other: `– et ${count} autres` }),
  digestLine: ({ title }: { title: string }) => `– ${title}`,
});
