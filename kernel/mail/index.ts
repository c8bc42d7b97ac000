export { type Letter, queueMail, resumeMails } from './queue.ts';
export { type Carrier, carrierBy, type MailRoute, messageIdOf, sendMail } from './send.ts';
