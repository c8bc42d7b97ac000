import { texts } from '#kernel/texts';

export const t = texts('files', {
  unnamed: 'sans nom',
  notAPicture: ({ name }: { name: string }) => `« ${name} » n’est pas une image lisible. Essayez en JPEG ou en PNG.`,
  unknownType: ({ name }: { name: string }) =>
    `« ${name} » ne peut pas être joint. Formats acceptés : image, PDF, texte, ODT, DOCX, enregistrement.`,
  notAVoice: ({ name }: { name: string }) => `« ${name} » n’est pas un enregistrement lisible. Essayez en M4A ou en WebM.`,
});
