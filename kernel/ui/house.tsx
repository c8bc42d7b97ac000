import { Byline, Card, CardList, EmptyState, Tile, Tiles, TodoList } from './cards.tsx';
import { useView } from './context.ts';
import { drawingNames } from './drawings.tsx';
import { familyName, familyOrder, Gommette } from './gommettes.tsx';
import { HouseForms } from './house-forms.tsx';
import { maelle, menu, naim, todos, zelie } from './house-mock.ts';
import { tell } from './house-words.ts';
import { Chip, Meter, Notice, Progress, Status, type StatusKind } from './labels.tsx';
import { SearchField, Steps, Tabs } from './navigation.tsx';
import { Attachment, Paper, Written } from './note.tsx';
import { Page } from './page.tsx';
import { Avatar, ChildChip, hues } from './people.tsx';
import { Picture, pictureNames } from './pictures.tsx';
import { Definition, Pagination, Table } from './tables.tsx';
import { Time, type TimeForm } from './time.tsx';

const here = '/maison';
const skins = ['petits', 'debutants', 'grands', 'adultes'] as const;
const timeForms: TimeForm[] = ['day', 'short', 'clock', 'relative', 'moment'];

/** Every piece of the house on one page: what a designer looks at, what the accessibility tests walk through. */
export function House() {
  const { skin } = useView();
  return (
    <Page title={tell.title} family="pedagogy" lead={tell.lead}>
      <Tabs label={tell.skins} entries={skins.map((name) => ({ label: tell[name], href: `?skin=${name}`, current: name === skin }))} />
      <Notice>{tell.dark}</Notice>
      <h2>{tell.families}</h2>
      <p>{tell.familiesSentence}</p>
      <Tiles>
        {familyOrder.map((family) => (
          <Tile key={family} label={familyName(family)} href={here} family={family} />
        ))}
      </Tiles>
      <HouseContent />
      <HouseLabels />
      <HouseForms />
      <HouseLists />
    </Page>
  );
}

function HouseContent() {
  const now = new Date();
  return (
    <>
      <h2>{tell.todo}</h2>
      <TodoList label={tell.todo} todos={todos(new Date(now.getTime() + 86_400_000))} />
      <h2>{tell.tiles}</h2>
      <Tiles>
        {menu.map((entry) => (
          <Tile key={entry.href} {...entry} />
        ))}
      </Tiles>
      <h2>{tell.cards}</h2>
      <CardList columns>
        <Card
          title={tell.cardTitle}
          href={here}
          family="communication"
          meta={<Byline who={tell.author} at={now} />}
          footer={<Meter label={tell.answered} value={12} max={25} />}
        >
          <p>{tell.cardText}</p>
        </Card>
        <Card
          title={tell.cardTitle2}
          href={here}
          family="pedagogy"
          meta={<Byline who={tell.author2} at={now} />}
          footer={<Chip>{tell.classOf}</Chip>}
        >
          <p>{tell.cardText2}</p>
        </Card>
      </CardList>
      <h2>{tell.note}</h2>
      <Paper>
        <p>{tell.noteText}</p>
        <p>{tell.noteText2}</p>
      </Paper>
      <h2>{tell.hands}</h2>
      <ul>
        {(['capitals', 'script', 'cursive'] as const).map((hand) => (
          <li key={hand}>
            <Written hand={hand}>{tell.handsText}</Written>
          </li>
        ))}
      </ul>
      <h2>{tell.attachments}</h2>
      <div>
        <Attachment name={tell.fileName} href={here} bytes={342_000} />
        <Attachment name={tell.photoName} href={here} bytes={1_240_000} kind="picture" />
      </div>
    </>
  );
}

function HouseLabels() {
  const kinds: StatusKind[] = ['done', 'missing', 'late', 'waiting', 'refused', 'new'];
  return (
    <>
      <h2>{tell.status}</h2>
      <p class="buttons">
        {kinds.map((kind) => (
          <Status key={kind} kind={kind} />
        ))}
      </p>
      <Progress label={tell.importing} value={312} max={480} text={tell.importingText} />
      <Meter label={tell.answered} value={12} max={25} />
      <Steps
        steps={[
          { label: tell.stepOne, state: 'done', href: here },
          { label: tell.stepTwo, state: 'current' },
          { label: tell.stepThree, state: 'next' },
        ]}
      />
      <h2>{tell.notices}</h2>
      <Notice>{tell.noticeInfo}</Notice>
      <Notice kind="success">{tell.noticeSuccess}</Notice>
      <Notice kind="warning">{tell.noticeWarning}</Notice>
      <Notice kind="danger" title={tell.noticeDangerTitle}>
        <p>{tell.noticeDanger}</p>
      </Notice>
      <h2>{tell.person}</h2>
      <p class="buttons">
        <ChildChip child={zelie} school={tell.schoolA} />
        <ChildChip child={naim} school={tell.schoolB} />
        <ChildChip child={maelle} />
      </p>
      <p class="buttons">
        {Array.from({ length: hues }, (_, hue) => (
          <Avatar key={hue} person={{ id: String.fromCodePoint(65 + hue), name: tell.author }} size="l" />
        ))}
      </p>
    </>
  );
}

function HouseLists() {
  const now = new Date();
  const rows = [
    { child: zelie, kind: 'done' as const, at: now, minutes: 2 },
    { child: naim, kind: 'late' as const, at: undefined, minutes: 14 },
    { child: maelle, kind: 'waiting' as const, at: undefined, minutes: 0 },
  ];
  return (
    <>
      <h2>{tell.table}</h2>
      <SearchField action={here} label={tell.search} />
      <Table
        caption={tell.tableCaption}
        rows={rows}
        id={(row) => row.child.id}
        columns={[
          { head: tell.pupil, header: true, cell: (row) => <ChildChip child={row.child} /> },
          { head: tell.state, cell: (row) => <Status kind={row.kind} /> },
          { head: tell.when, cell: (row) => (row.at ? <Time at={row.at} /> : '–') },
          { head: tell.minutes, numeric: true, cell: (row) => row.minutes },
        ]}
      />
      <Pagination previous={here} next={here} page={2} pages={12} />
      <h2>{tell.definition}</h2>
      <Definition
        entries={[
          { term: tell.pupil, children: <ChildChip child={zelie} school={tell.schoolA} /> },
          { term: tell.klass, children: tell.classOf },
        ]}
      />
      <h2>{tell.times}</h2>
      <ul>
        {timeForms.map((form) => (
          <li key={form}>
            <Time at={now} form={form} />
          </li>
        ))}
      </ul>
      <h2>{tell.empty}</h2>
      {drawingNames.map((name, at) => (
        <EmptyState
          key={name}
          drawing={name}
          sentence={at % 2 ? tell.emptyTodo : tell.emptyMessages}
          link={at % 2 ? undefined : { label: tell.emptyMessagesLink, href: here }}
        />
      ))}
      <h2>{tell.pictures}</h2>
      <p class="buttons">
        {pictureNames.map((name) => (
          <Picture key={name} name={name} />
        ))}
        {pictureNames.slice(0, 6).map((name, at) => (
          <Gommette key={name} family={familyOrder[at] ?? 'governance'} size="xl" picture={name} />
        ))}
      </p>
    </>
  );
}
