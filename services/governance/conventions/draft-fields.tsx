import { optionalText, z } from '#kernel';
import { Fieldset, Form, Radios, Select, Submit, TextField } from '#kernel/ui';
import { inseeIn, siretIn } from './identifiers.ts';
import { kinds } from './tables.ts';
import { t } from './texts.ts';

const text = (most: number, message: string) => z.string(message).trim().min(1, message).max(most, message);

/** What is written of both sides. Read once from the form, for a new draft or a change. */
export const Draft = z
  .object({
    schoolYear: z.string(t.chooseYear).regex(/^\d{4}-\d{4}$/, t.chooseYear),
    territoryId: z.uuid(t.chooseTerritory),
    kind: z.enum(kinds, t.chooseKind),
    name: text(160, t.giveName),
    siret: z.string(t.giveSiret).transform((typed, context) => {
      const siret = siretIn(typed);
      if (siret === undefined) context.addIssue({ code: 'custom', message: t.wrongSiret });
      return siret ?? z.NEVER;
    }),
    insee: optionalText(10),
    address: text(200, t.giveAddress),
    postalCode: z
      .string(t.givePostalCode)
      .trim()
      .regex(/^\d{5}$/, t.givePostalCode),
    city: text(100, t.giveCity),
    signatory: optionalText(120),
    quality: optionalText(120),
    serviceCode: optionalText(100),
    commitment: optionalText(50),
    authority: text(200, t.giveAuthority),
    authorityAddress: text(200, t.giveAddress),
    authoritySignatory: optionalText(120),
    authorityQuality: text(300, t.giveQuality),
    madeIn: text(100, t.giveCity),
  })
  .superRefine(({ kind, insee }, context) => {
    if (kind === 'commune' && (insee === null || inseeIn(insee) === undefined))
      context.addIssue({ code: 'custom', path: ['insee'], message: t.wrongInsee });
  });
type DraftBody = z.infer<typeof Draft>;

/** The columns that a draft fills; an EPCI or a syndicat has no code of commune. */
export const columnsOf = (body: DraftBody) => ({
  territory_id: body.territoryId,
  school_year: body.schoolYear,
  kind: body.kind,
  name: body.name,
  siret: body.siret,
  insee: body.kind === 'commune' ? (inseeIn(body.insee ?? '') ?? null) : null,
  address: body.address,
  postal_code: body.postalCode,
  city: body.city,
  signatory: body.signatory ?? '',
  quality: body.quality ?? '',
  service_code: body.serviceCode,
  commitment: body.commitment,
  authority: body.authority,
  authority_address: body.authorityAddress,
  authority_signatory: body.authoritySignatory ?? '',
  authority_quality: body.authorityQuality,
  made_in: body.madeIn,
});

export const Filled = z.object({
  schoolYear: z.string(),
  territoryId: z.string(),
  kind: z.enum(kinds),
  name: z.string(),
  siret: z.string(),
  insee: z.string(),
  address: z.string(),
  postalCode: z.string(),
  city: z.string(),
  signatory: z.string(),
  quality: z.string(),
  serviceCode: z.string(),
  commitment: z.string(),
  authority: z.string(),
  authorityAddress: z.string(),
  authoritySignatory: z.string(),
  authorityQuality: z.string(),
  madeIn: z.string(),
});
type FilledFields = z.infer<typeof Filled>;

type FormProps = { action: string; filled: FilledFields; years: string[]; territories: { id: string; name: string }[]; verb: string };

export const DraftForm = ({ action, filled, years, territories, verb }: FormProps) => (
  <Form action={action}>
    <Select
      name="schoolYear"
      label={t.schoolYear}
      required
      blank={false}
      value={filled.schoolYear}
      options={years.map((year) => ({ value: year, label: year }))}
    />
    <Select
      name="territoryId"
      label={t.territory}
      required
      blank={territories.length === 1 ? false : undefined}
      value={filled.territoryId}
      options={territories.map(({ id, name }) => ({ value: id, label: name }))}
    />
    <Fieldset legend={t.collectivity}>
      <Radios
        name="kind"
        label={t.kind}
        hint={t.kindHint}
        required
        inline
        value={filled.kind}
        options={kinds.map((kind) => ({ value: kind, label: t.kindText({ kind }) }))}
      />
      <TextField name="name" label={t.name} hint={t.nameHint} required maxlength={160} value={filled.name} />
      <TextField name="siret" label={t.siret} hint={t.siretHint} required inputmode="numeric" literal size="m" value={filled.siret} />
      <TextField name="insee" label={t.insee} hint={t.inseeHint} literal size="s" maxlength={10} value={filled.insee} />
      <TextField name="address" label={t.address} required maxlength={200} value={filled.address} />
      <TextField name="postalCode" label={t.postalCode} required inputmode="numeric" size="s" maxlength={5} value={filled.postalCode} />
      <TextField name="city" label={t.city} required maxlength={100} value={filled.city} />
      <TextField name="signatory" label={t.signatory} hint={t.signatoryHint} maxlength={120} value={filled.signatory} />
      <TextField name="quality" label={t.quality} hint={t.qualityHint} maxlength={120} value={filled.quality} />
      <TextField name="serviceCode" label={t.serviceCode} hint={t.chorusHint} literal maxlength={100} value={filled.serviceCode} />
      <TextField name="commitment" label={t.commitment} literal maxlength={50} value={filled.commitment} />
    </Fieldset>
    <Fieldset legend={t.authoritySide}>
      <TextField name="authority" label={t.authority} required maxlength={200} value={filled.authority} />
      <TextField name="authorityAddress" label={t.address} required maxlength={200} value={filled.authorityAddress} />
      <TextField name="authoritySignatory" label={t.signatory} maxlength={120} value={filled.authoritySignatory} />
      <TextField name="authorityQuality" label={t.quality} required maxlength={300} value={filled.authorityQuality} />
      <TextField name="madeIn" label={t.madeIn} required maxlength={100} value={filled.madeIn} />
    </Fieldset>
    <Submit>{verb}</Submit>
  </Form>
);
