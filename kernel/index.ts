export { newId, type RawBuilder, type Reader, sql, type Writer } from '#kernel/db';
export {
  type Caller,
  type Download,
  day,
  type Hidden,
  hidden,
  localPath,
  type MachineAnswer,
  type MachineRequest,
  many,
  type Outcome,
  optionalDay,
  optionalText,
  type Refusal,
  type Route,
  refuse,
  routesFor,
  ticked,
  type Upload,
  uuid,
  z,
} from '#kernel/http';
export { type Circle, type Me, type Profile, profilesOf } from '#kernel/perimeter';
export { type Command, type Print, type PrintsAsk, type Service, service, type Todo } from '#kernel/service';
