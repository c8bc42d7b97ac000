export { z } from 'zod';
export { createApp, type House } from './app.ts';
export { day, many, optionalDay, optionalText, ticked, uuid } from './fields.ts';
export { localPath } from './local-path.ts';
export { type Hidden, hidden, type Outcome, type Refusal, refuse } from './outcome.ts';
export { type Caller, type Download, type Emit, type MachineAnswer, type MachineRequest, type Route, routesFor } from './route.ts';
export type { Upload } from './uploads.ts';
