import { ButtonLink, Buttons } from './buttons.tsx';
import { useView } from './context.ts';
import { Drawing, type DrawingName } from './drawings.tsx';
import { useTu } from './gommettes.tsx';
import { BarePage, Page } from './page.tsx';
import { say } from './words.ts';

export type ErrorCode = 403 | 404 | 413 | 422 | 429 | 500 | 503;
const drawings: Record<ErrorCode, DrawingName> = {
  403: 'house',
  404: 'fish',
  413: 'snail',
  422: 'flower',
  429: 'snail',
  500: 'rocket',
  503: 'boat',
};
const known = (code: number): code is ErrorCode => code in drawings;

export type ErrorPageProps = { code: number; title?: string; sentence?: string; id?: string };

/** What went wrong, whose fault it is not, and the way out. Its words are ours unless the caller has better ones. */
export function ErrorPage({ code, title, sentence, id }: ErrorPageProps) {
  const { me, skin, path } = useView();
  const tu = useTu();
  const kind = known(code) ? code : 500;
  const heading = title ?? (tu ? say.errorTu : say[`error${kind}`]);
  const explanation = sentence ?? (tu ? say.errorTuSentence : say[`error${kind}Sentence`]);
  const body = (
    <>
      <div class="empty is-error">
        <Drawing name={drawings[kind]} />
        <div>
          <p>{explanation}</p>
          {id && skin === 'adultes' && <p class="hint">{say.errorId({ id })}</p>}
        </div>
      </div>
      <Buttons>
        <ButtonLink href="/" weight="main" picture="house">
          {tu ? say.errorHomeTu : say.errorHome}
        </ButtonLink>
        {kind >= 429 && <ButtonLink href={path}>{say.errorRetry}</ButtonLink>}
        {id && skin === 'adultes' && (
          <ButtonLink href={`/assistance/nouvelle?erreur=${id}&page=${encodeURIComponent(path)}`}>{say.errorHelp}</ButtonLink>
        )}
      </Buttons>
    </>
  );
  return me ? (
    <Page title={heading} narrow>
      {body}
    </Page>
  ) : (
    <BarePage title={heading}>{body}</BarePage>
  );
}
