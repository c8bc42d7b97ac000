import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Received = { to: string; subject: string; text: string; messageId: string };
export type MailSink = { url: string; letters: Received[]; close: () => Promise<void> };

/** A real SMTP server that keeps what it is given. `refuse`: answers 451 to a mail, as a server that is full. */
export async function startMailSink({ refuse = () => false }: { refuse?: (letter: Received) => boolean } = {}): Promise<MailSink> {
  const letters: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const letter = read(Buffer.concat(chunks).toString('utf8'), envelope.rcptTo[0]?.address ?? '');
      if (refuse(letter)) return done(Object.assign(new Error('try again'), { responseCode: 451 }));
      letters.push(letter);
      done();
    },
  });
  server.on('error', () => {});
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, letters, close: () => new Promise((closed) => server.close(closed)) };
}

/** One part of plain text, which is all that this house sends. */
function read(raw: string, to: string): Received {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
  const text = body.join('\n\n');
  const encoding = header('Content-Transfer-Encoding').toLowerCase();
  return {
    to,
    subject: words(header('Subject')),
    messageId: header('Message-ID'),
    text: encoding === 'base64' ? Buffer.from(text, 'base64').toString() : encoding === 'quoted-printable' ? quoted(text) : text,
  };
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** RFC 2047: « =?UTF-8?Q?Pr=C3=A9au?= ». */
const words = (header: string): string =>
  header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(q|b)\?(.*?)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString() : quoted(text.replaceAll('_', ' ')),
    );
