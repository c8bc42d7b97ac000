import { renderToString } from 'preact-render-to-string';

export type BookData = {
  title: string;
  /** The name of the file, without its ending. */
  file: string;
  school: string;
  words: { album: string; listen: string; ourClass: string; withTeachers: string; empty: string };
  teachers: string[];
  pupils: string[];
  months: {
    title: string;
    posts: {
      id: string;
      day: string;
      caption: string;
      author: string;
      pictures: { id: string; width: number; height: number; alt: string }[];
    }[];
  }[];
};

export type Sound = { mediaType: string; bytes: Buffer };
type Inside = { pictures: ReadonlyMap<string, Buffer>; voices: ReadonlyMap<string, Sound> };

const style = `
:root { color-scheme: light; --ink: #20243a; --soft: #565a6e; --paper: #faf5ea; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1.125rem/1.55 Andika, "Segoe UI", system-ui, sans-serif; }
header { padding: 4rem 0 2rem; text-align: center; } h1 { font-size: 2.5rem; margin: 0; } h2 { margin-top: 3rem; text-transform: capitalize; border-bottom: 3px solid #c8352b; }
.soft { color: var(--soft); } .names { columns: 3 9rem; padding: 0; list-style: none; }
article { margin: 1.5rem 0; padding: 1rem; background: #fffdf8; border-radius: 9px 12px 8px 13px; break-inside: avoid; }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem; } img { display: block; width: 100%; height: auto; border-radius: 6px; }
.words { white-space: pre-line; } nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; } nav a { display: inline-block; padding: .6rem 0; color: inherit; }
@media print { body { background: none; padding: 0; } nav { display: none; } h2 { break-before: page; } }`;

/** One file that asks nothing of any network nor script: pictures and voices are in it. Opens from a disk, in thirty years too. */
export function bookHtml({ title, school, words, teachers, pupils, months }: BookData, { pictures, voices }: Inside): string {
  const page = (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <header>
          <p class="soft">{words.album}</p>
          <h1>{title}</h1>
          <p>{school}</p>
        </header>
        <main>
          <section>
            <h2>{words.ourClass}</h2>
            {teachers.length > 0 && (
              <p>
                {words.withTeachers} {teachers.join(', ')}
              </p>
            )}
            <ul class="names">
              {pupils.map((name, at) => (
                <li key={at}>{name}</li>
              ))}
            </ul>
          </section>
          {months.length === 0 && <p>{words.empty}</p>}
          {months.length > 1 && (
            <nav aria-label={words.album}>
              <ul>
                {months.map((month, at) => (
                  <li key={month.title}>
                    <a href={`#m${at}`}>{month.title}</a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          {months.map((month, at) => (
            <section key={month.title}>
              <h2 id={`m${at}`}>{month.title}</h2>
              {month.posts.map((post) => (
                <article key={post.id}>
                  <p class="soft">{[post.day, post.author].filter(Boolean).join(' · ')}</p>
                  <div class="photos">
                    {post.pictures.map(({ id, width, height, alt }) => (
                      <img key={id} src={inside(pictures.get(id))} width={width} height={height} alt={alt} />
                    ))}
                  </div>
                  {post.caption && <p class="words">{post.caption}</p>}
                  <Voice sound={voices.get(post.id)} label={words.listen} />
                </article>
              ))}
            </section>
          ))}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}`;
}

const Voice = ({ sound, label }: { sound: Sound | undefined; label: string }) =>
  sound ? (
    // biome-ignore lint/a11y/useMediaCaption: what somebody says in a few seconds has no captions; the words beside it say what it is about.
    <audio controls preload="none" aria-label={label} src={`data:${sound.mediaType};base64,${sound.bytes.toString('base64')}`} />
  ) : null;

const inside = (jpeg: Buffer | undefined): string => `data:image/jpeg;base64,${jpeg?.toString('base64') ?? ''}`;
