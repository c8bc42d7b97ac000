import type { Audience } from '#kernel/audience';
import type { AsksConsent } from '#kernel/consent';
import type { Database, Reader } from '#kernel/db';
import type { Route } from '#kernel/http';
import type { Moderated } from '#kernel/moderation';
import { type Me, type Profile, profilesOf, type Recipient } from '#kernel/perimeter';
import type { Forget, PersonalColumn } from '#kernel/personal-data';
import type { Family, PictureName } from '#kernel/ui';

/** Something a person has to do, shown once in « À faire » and gone when done. */
export type Todo = {
  href: string;
  title: string;
  /** « Signer », « Répondre » */
  verb: string;
  child?: { id: string; firstName: string };
  school?: string;
  /** ISO day. */
  deadline?: string | null;
};

/** A sheet of paper: where its PDF is, or the page that asks for it. `classId`: for this class; else for all. */
export type Print = { classId?: string; label: string; href: string };
export type PrintsAsk = { db: Reader; me: Me; now: Date; classes: { id: string; name: string; schoolId: string }[] };

export type Notification = {
  /** What the recipient reads; never the body of what was written. */
  title: (told: { payload: never; about: string | null }) => string;
  href: (told: { payload: never; aboutId: string | null }) => string;
  /** Arrives whatever the hour and the day: what concerns one's own account. */
  atOnce?: boolean;
  /** Asked at the moment of arrival, and again before a mail: may this person still read it? */
  stillMay: (told: { db: Reader; payload: never } & Recipient) => Promise<boolean>;
};

/** Work outside a request. It opens its own transactions: one when it is short, several when a kill must lose little. */
export type Job = {
  run: (work: { db: Database; payload: never; now: Date; folder: string; secret: Buffer; services: Service[] }) => Promise<void>;
  cron?: string;
};

/** What a command of the command line works with. */
export type Tools = { db: Database; url: string; folder: string; secret: Buffer; origin: string; services: Service[] };

/** `preau <name> …`. Gives the exit code. */
export type Command = { name: string; usage: string; run: (args: string[], tools: Tools) => Promise<number> };

/** Everything that the rest of the ENT may know about a service. */
export type Service = {
  /** The folder, the URL, the PostgreSQL schema: one noun. */
  name: string;
  label: string;
  family: Family;
  /** Services whose public.ts may be imported, « communication/liaison ». Checked against the real imports. */
  needs: string[];
  /** Its door on the home page and in the menu, and for whom. */
  tile?: {
    href: string;
    for: Profile[];
    /** Closed to some of them all the same. */
    unless?: (me: Me) => boolean;
    picture?: PictureName;
    sentence?: string;
    /** The same, said to a child. */
    childSentence?: string;
    /** How many new things wait behind it: shown in the menu. Asked on each page: one index lookup. */
    unread?: (ask: { db: Reader; me: Me; now: Date }) => Promise<number>;
  };
  routes: Route[];
  notifications?: Record<string, Notification>;
  /** People write to each other here, and a school may slow it down: « Le carnet de liaison ». The service asks `brakesOn`. */
  feature?: string;
  /** One still acts here for a school that only reads, its convention being over: one's account, one's rights, what must be judged. */
  outlivesSchool?: true;
  /** How a school looks after what is written here. */
  moderated?: Moderated;
  /** Shows pictures of children, or lets their voice be heard: families are asked first. */
  asksConsent?: AsksConsent;
  /**
   * What the security journal says of each action (`does`), « Compte bloqué ». `watched`: also read by those who answer for the school;
   * `own`: by its author alone, because nobody here is watched at work (CNIL, journalisation: what security needs, no more).
   */
  deeds?: { watched?: Record<string, string>; own?: Record<string, string> };
  todo?: (ask: { db: Reader; me: Me; now: Date }) => Promise<Todo[]>;
  /** What it can put on paper for somebody who teaches or directs these classes. The print centre shows it. */
  prints?: (ask: PrintsAsk) => Promise<Print[]>;
  /** The name of this service in the national measure (DNMA). Without one, its pages count in the visit and in no service. */
  audience?: Audience;
  /** One line for each column that points at a person. Checked against the database catalogue. */
  personalData: PersonalColumn[];
  /** Rows that end by themselves, deleted each night. */
  forgets?: Forget[];
  jobs?: Record<string, Job>;
  commands?: Command[];
  migrations?: URL;
};

export const service = (manifest: Service): Service => manifest;

/** Does this service open its door to me, on the home page and in the menu? */
export const opensTo = ({ tile }: Service, me: Me): boolean =>
  (tile?.for.some((profile) => profilesOf(me).has(profile)) && !tile.unless?.(me)) ?? false;
