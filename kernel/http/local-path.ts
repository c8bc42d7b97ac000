const nowhere = 'http://preau.invalid';

/**
 * Where to go after signing in: a path of this ENT, or its home. Absolute addresses, `//host`, backslashes and characters that
 * browsers drop or read as `/` are refused (CWE-601), and so is the sign-in page itself.
 */
export function localPath(asked: string | undefined): string {
  if (!asked?.startsWith('/') || /[\\\p{Cc}\s]/u.test(asked) || !URL.canParse(asked, nowhere)) return '/';
  const url = new URL(asked, nowhere);
  // « /.//host » is this ENT's for a parser, and « //host » once it has been read again.
  if (url.origin !== nowhere || url.pathname.startsWith('//')) return '/';
  if (/^\/(connexion|deconnexion|activation)(\/|$)/.test(url.pathname)) return '/';
  return url.pathname + url.search;
}
