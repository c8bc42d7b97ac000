import { routesFor, z } from '#kernel';
import { Card, CardList, EmptyState, Page } from '#kernel/ui';
import { classesOf, printsHere } from './policy.ts';
import { t } from './texts.ts';

const { page } = routesFor();

/** More classes than this, and each one is folded: a director has twelve of them. */
const few = 2;

const Sheet = z.object({ classId: z.string().optional(), label: z.string(), href: z.string(), service: z.string() });

/** All that the services can put on paper for me, class by class. Each one answers for itself: this page only gathers. */
export const centre = page('/imprimer', {
  may: printsHere,
  answer: z.object({
    classes: z.array(z.object({ id: z.uuid(), name: z.string(), school: z.string() })),
    sheets: z.array(Sheet),
  }),
  load: async ({ db, me, now, services }) => {
    const classes = await classesOf(db, me);
    const sheets: z.infer<typeof Sheet>[] = [];
    for (const { prints, label } of services)
      for (const print of (await prints?.({ db, me, now, classes })) ?? []) sheets.push({ ...print, service: label });
    return { classes, sheets };
  },
  view: ({ classes, sheets }) => {
    const known = new Set(classes.map(({ id }) => id));
    const whole = sheets.filter(({ classId }) => classId === undefined || !known.has(classId));
    return (
      <Page title={t.label} family="utilities" lead={t.lead}>
        {classes.length === 0 && <EmptyState sentence={t.nothing} />}
        <CardList label={t.label}>
          {whole.length > 0 && (
            <Card title={t.whole}>
              <Sheets sheets={whole} />
            </Card>
          )}
          {classes.map(({ id, name, school }) => {
            const own = <Sheets sheets={sheets.filter(({ classId }) => classId === id)} />;
            return (
              <Card key={id} title={name} meta={school}>
                {classes.length > few ? (
                  <details>
                    <summary class="button is-quiet">
                      <span>{t.sheetsOf({ name })}</span>
                    </summary>
                    {own}
                  </details>
                ) : (
                  own
                )}
              </Card>
            );
          })}
        </CardList>
      </Page>
    );
  },
});

const Sheets = ({ sheets }: { sheets: z.infer<typeof Sheet>[] }) => (
  <>
    {[...Map.groupBy(sheets, ({ service }) => service)].map(([service, ofService]) => (
      <section key={service} aria-label={service}>
        <h3>{service}</h3>
        <ul class="plain">
          {ofService.map(({ label, href }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </>
);
