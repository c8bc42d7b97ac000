export { type Letter, queueMail } from './queue.ts';
export { type Carrier, carrierBy, forgetMails, type MailRoute, messageIdOf, sendMail } from './send.ts';
