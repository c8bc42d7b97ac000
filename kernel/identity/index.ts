export { createAccount, freeLogin } from './accounts.ts';
export { activate, checkCode, drawCodes, type Issued, issueCodes, keepCodes, revokeCodes, setPassword, useCode } from './activation.ts';
export {
  codeAt,
  keepAuthenticator,
  keyAddress,
  newKey,
  nextStep as nextCodeStep,
  offeredKey,
  stepAt,
  useAuthenticator,
} from './authenticators.ts';
export type { Challenge } from './challenges.ts';
export { acceptCharter, audienceOf, type Charter, currentCharter, publishCharter } from './charter.ts';
export { type Lifetime, lifetimeOf, type Method } from './lifetimes.ts';
export { loginStem } from './logins.ts';
export { checkMailCode, type MailCode, newMailCode, shownCode, useMailCode, waitingFor } from './mail-codes.ts';
export { strangeDeviceFor } from './new-device.ts';
export {
  keepPasskey,
  optionsToAdd,
  optionsToShow,
  type Passkey,
  passkeysOf,
  readMade,
  readShown,
  type Shown,
  usePasskey,
} from './passkeys.ts';
export { passphrase } from './passphrase.ts';
export { type PasswordFault, passwordFault } from './password-fault.ts';
export { hashPassword, isPassword } from './passwords.ts';
export {
  askRescue,
  confirmRescue,
  endRescues,
  forgetFactors,
  isRescueCode,
  type Rescue,
  rescueCode,
  rescueOf,
  useRescue,
} from './rescue.ts';
export { drawn, seal, unseal } from './seal.ts';
export { endSessions, type Opening, type OpenSession, openSession, renewSession, sessionsOf, worksAs } from './sessions.ts';
export { confirmPassword, type From, type KnownDevice, recognise } from './sign-in.ts';
export { countTry, forgive, networkOf, sweepThrottles, windowsFor } from './throttle.ts';
export { newToken, tokenHash, writtenCode } from './tokens.ts';
export { holderOf, nextStep } from './way-in.ts';
