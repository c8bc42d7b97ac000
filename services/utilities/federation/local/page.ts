import { escaped } from '../xml.ts';

/** Somebody whom the local provider can vouch for. */
export type LocalPerson = { label: string; attributes: Record<string, string[]>; context?: string };

export const pageOf = (
  title: string,
  body: string,
): string => `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1"><style>body{font:1.1rem/1.5 system-ui;max-width:32rem;margin:2rem auto;padding:0 1rem}
ul{list-style:none;padding:0}button{font:inherit;min-height:44px;width:100%;margin:.25rem 0;text-align:left;padding:.5rem 1rem}</style></head>
<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
