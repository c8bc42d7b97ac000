import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Starts the sandbox beside the house at the first visit, as `preau sandbox` would, and starts it again if it ended. Another process: its
 * keys, its connections and its crashes are its own.
 */
export function sandboxBeside(root: string): { wake: () => void; stop: () => Promise<void> } {
  let child: ChildProcess | undefined;
  return {
    wake() {
      if (child) return;
      const started = spawn(process.execPath, [join(root, 'bin/preau'), 'sandbox'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      child = started;
      const ended = (): void => {
        if (child === started) child = undefined;
      };
      started.on('exit', ended);
      started.on('error', ended);
    },
    async stop() {
      const running = child;
      if (!running) return;
      const over = new Promise((done) => running.once('exit', done));
      running.disconnect();
      await over;
    },
  };
}
