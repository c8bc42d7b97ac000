/** What the composer's script says; `{at}`, `{of}`, `{left}`, `{name}` and `{names}` are filled there. */
type Said =
  | ('shrinking' | 'sending' | 'cut' | 'refused' | 'notReadable' | 'tooMany' | 'photoAt')
  | ('blur' | 'blurHint' | 'blurDone' | 'cancel' | 'takeOut' | 'chosenApart' | 'whoHere' | 'nobody' | 'wholeClass' | 'sayWho' | 'noConsent')
  | ('record' | 'stop' | 'recording' | 'noMicrophone');

export type ComposerWords = Record<Said, string>;
