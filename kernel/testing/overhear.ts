/** What the house says to its operator on the error output while a test makes something fail: heard instead of printed. */
export function overhear(): { said: () => string } & Disposable {
  const { write } = process.stderr;
  let said = '';
  process.stderr.write = (chunk: string | Uint8Array) => {
    said += chunk;
    return true;
  };
  return {
    said: () => said,
    [Symbol.dispose]() {
      process.stderr.write = write;
    },
  };
}
