import type { VNode } from 'preact';
import type { z } from 'zod';
import type { Database, KernelTables, Reader, Writer } from '#kernel/db';
import type { Drawer } from '#kernel/files';
import type { KnownDevice } from '#kernel/identity';
import type { Circle, Me } from '#kernel/perimeter';
import type { Service } from '#kernel/service';
import type { Config } from '../config.ts';
import type { Hidden, Outcome, Refusal } from './outcome.ts';
import type { Upload } from './uploads.ts';

/** Where a request comes from, as far as it can be known. */
export type Caller = {
  address: string;
  /** « Firefox sur Android » */
  device: string;
  /** The path of the page of ours that led here, when the browser says it. */
  page: string | undefined;
  /** The accounts that signed in from this browser before, by its signed cookie. */
  knownDevices: KnownDevice[];
  /** What a door that led elsewhere left in this browser, to recognise it when it comes back. */
  door: string | undefined;
  /** What an action gave this browser to bring back (`Outcome.waiting`). */
  waiting: string | undefined;
  /** What makes this browser a class's (`Outcome.classDevice`). */
  classDevice: string | undefined;
};

type Shape = z.ZodObject;
type NoParams = z.ZodObject<Record<never, never>>;

type Ask<T, M, P extends Shape, Q extends Shape> = {
  me: M;
  params: z.infer<P>;
  query: z.infer<Q>;
  db: Reader<T>;
  now: Date;
  services: Service[];
  caller: Caller;
  /** The public address of the ENT, without a final slash. */
  origin: string;
  /** Is this the demonstration, where everybody is invented and passwords are known? */
  demonstration: boolean;
  drawer: Drawer;
  /** PREAU_DATA: where an operator lays files for a service to read. */
  folder: string;
  /** What codes, seals and challenges are drawn from. */
  secret: Buffer;
  pushService: Config['pushService'];
  sandbox: Config['sandbox'];
};

/** `urgent`: arrives whatever the hour, and by mail at once. */
export type Emit = (
  event: string,
  news: { to: Circle; schoolId?: string | null; payload: Record<string, unknown>; urgent?: boolean },
) => Promise<void>;

type Before<M, P extends Shape, B extends Shape> = Omit<Ask<unknown, M, P, NoParams>, 'db' | 'query'> & {
  body: z.infer<B>;
  uploads: Upload[];
  /** The database outside any transaction: what is written here stays, whatever becomes of the action. */
  aside: Database;
};

type Change<T, M, P extends Shape, B extends Shape, R> = Omit<Before<M, P, B>, 'aside'> & { db: Writer<T>; emit: Emit; prepared: R };

/** Who may use a route. Called inside the reader's transaction; false is a 404, like what does not exist. */
type Perimeter<T, M, P extends Shape> = (ask: { me: M; params: z.infer<P>; db: Reader<T>; now: Date }) => boolean | Promise<boolean>;

type Common<T, M, P extends Shape> = {
  params?: P;
  may: Perimeter<T, M, P>;
  /** Reachable before the charter is accepted: the charter itself. */
  beforeCharter?: boolean;
  /** Reachable before the second factor is shown, and so before the charter: the second factor itself. */
  beforeSecondFactor?: boolean;
  /** Asks for a fresh proof of who holds the session, of five minutes at most: what a stolen session must not change (ASVS 7.5.1). */
  fresh?: boolean;
};

export type PageDefinition<T, M, P extends Shape, Q extends Shape, A extends z.ZodType> = Common<T, M, P> & {
  query?: Q;
  /** What may leave, as JSON or to the view: a column that is not named here stays inside. */
  answer: A;
  load: (ask: Ask<T, M, P, Q>) => Promise<z.input<A> | Hidden | Refusal | { see: string }>;
  view: (answer: z.infer<A>) => VNode;
  /** For an open page that answers all the same when the database does not: what it then shows. */
  whenDown?: (ask: { now: Date }) => z.input<A>;
};

export type DownloadDefinition<T, M, P extends Shape, Q extends Shape> = Common<T, M, P> & {
  query?: Q;
  load: (ask: Ask<T, M, P, Q>) => Promise<Download | Hidden>;
};

export type ActionDefinition<T, M, P extends Shape, B extends Shape, R> = Common<T, M, P> & {
  /** What the journal says: « note.signed ». */
  does: string;
  /** Leaves no line in the journal: what is saved as one types would bury the rest. */
  unlogged?: boolean;
  body: B;
  /** The page that holds the form: drawn again, at 422, with what was typed and what is wrong. */
  redraw?: Route;
  /** Files the form may carry, by the name of their field. */
  uploads?: { field: string; most: number };
  /** Slow or lasting work before the transaction opens: hashing, counting tries, shrinking pictures. May refuse. */
  prepare?: (before: Before<M, P, B>) => Promise<R | Refusal | Hidden>;
  run: (change: Change<T, M, P, B, R>) => Promise<Outcome>;
};

/** Files sent in pieces, which an action then takes with `takeUploads`. `most`: bytes of one file. */
export type SendingDefinition<T, M, P extends Shape> = Common<T, M, P> & { most: number };

/** `path`: a file on our disk, too large for memory, sent as it is read. */
export type Download = { name: string; mediaType: string; inline?: boolean } & ({ bytes: Uint8Array } | { path: string });

export type MachineDefinition = {
  method: 'GET' | 'POST';
  /** How the machine proves itself. Doors that say nothing secret answer to all. */
  may: (request: { headers: Record<string, string | string[] | undefined>; address: string }) => boolean | Promise<boolean>;
  run: (request: MachineRequest) => Promise<MachineAnswer>;
};

export type MachineRequest = {
  db: Reader;
  /** The database, for a door that writes: it opens its own transaction. */
  aside: Database;
  params: Record<string, string>;
  query: Record<string, unknown>;
  /** What follows the « ? », as it came: what was signed is these very bytes. */
  search: string;
  body: unknown;
  /** Whoever is signed in in the browser that was sent here, if it is one. */
  whoAsks: () => Promise<Me | undefined>;
  caller: Caller;
  /** News of this service, in the door's own transaction. */
  emitter: (db: Writer) => Emit;
  now: Date;
  origin: string;
  secret: Buffer;
  services: Service[];
  sandbox: Config['sandbox'];
};

/** A machine's answer, or the way back into the house for the browser that it sent here. */
export type MachineAnswer =
  | { status: number; mediaType: string; body: string }
  | {
      see: string;
      say?: string;
      session?: { token: string; keep: boolean } | 'ended';
      device?: string;
      /** Kept by the browser for a quarter of an hour, and given back as `caller.door`. */
      door?: string;
    };

type Gate = (ask: never) => boolean | Promise<boolean>;

/** A route as the kernel mounts it. Its handlers' types were checked where it was written. */
export type Route = {
  path: string;
  open: boolean;
  beforeCharter: boolean;
  beforeSecondFactor?: boolean;
  fresh?: boolean;
  params?: Shape;
} & (
  | {
      kind: 'page';
      may: Gate;
      query?: Shape;
      answer: z.ZodType;
      load: (ask: never) => Promise<unknown>;
      view: (answer: never) => VNode;
      whenDown?: (ask: { now: Date }) => unknown;
    }
  | { kind: 'sending'; may: Gate; most: number }
  | { kind: 'download'; may: Gate; query?: Shape; load: (ask: never) => Promise<Download | Hidden> }
  | {
      kind: 'action';
      may: Gate;
      does: string;
      unlogged?: boolean;
      body: Shape;
      redraw?: Route;
      uploads?: { field: string; most: number };
      prepare?: (before: never) => Promise<unknown>;
      run: (change: never) => Promise<Outcome>;
    }
  | ({ kind: 'machine' } & MachineDefinition)
);

/**
 * The kinds of route, closed over the tables that a service may name. None can be written without `may`.
 * Inside, `me` is always somebody; the `open` ones answer to whoever knocks, and `me` may be nobody.
 */
export const routesFor = <T = KernelTables>() => ({
  page: <A extends z.ZodType, P extends Shape = NoParams, Q extends Shape = NoParams>(
    path: string,
    def: PageDefinition<T, Me, P, Q, A>,
  ): Route => ({ kind: 'page', open: false, beforeCharter: false, path, ...def }) as Route,
  openPage: <A extends z.ZodType, P extends Shape = NoParams, Q extends Shape = NoParams>(
    path: string,
    def: PageDefinition<T, Me | undefined, P, Q, A>,
  ): Route => ({ kind: 'page', open: true, beforeCharter: true, path, ...def }) as Route,
  download: <P extends Shape = NoParams, Q extends Shape = NoParams>(path: string, def: DownloadDefinition<T, Me, P, Q>): Route =>
    ({ kind: 'download', open: false, beforeCharter: false, path, ...def }) as Route,
  sending: <P extends Shape = NoParams>(path: string, def: SendingDefinition<T, Me, P>): Route =>
    ({ kind: 'sending', open: false, beforeCharter: false, path, ...def }) as Route,
  action: <B extends Shape, P extends Shape = NoParams, R = undefined>(path: string, def: ActionDefinition<T, Me, P, B, R>): Route =>
    ({ kind: 'action', open: false, beforeCharter: false, path, ...def }) as Route,
  openAction: <B extends Shape, P extends Shape = NoParams, R = undefined>(
    path: string,
    def: ActionDefinition<T, Me | undefined, P, B, R>,
  ): Route => ({ kind: 'action', open: true, beforeCharter: true, path, ...def }) as Route,
  machine: (path: string, def: MachineDefinition): Route => ({ kind: 'machine', open: true, beforeCharter: true, path, ...def }) as Route,
});
