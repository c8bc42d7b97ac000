export { activate, checkCode, type Issued, issueCodes, setPassword } from './activation.ts';
export { acceptCharter, audienceOf, type Charter, currentCharter, publishCharter } from './charter.ts';
export { createAccount, freeLogin } from './accounts.ts';
export { loginStem } from './logins.ts';
export { hashPassword, isPassword, type PasswordFault, passwordFault } from './passwords.ts';
export { endSessions, type OpenSession, openSession, sessionsOf } from './sessions.ts';
export { recognise } from './sign-in.ts';
export { sweepThrottles } from './throttle.ts';
export { tokenHash, writtenCode } from './tokens.ts';
