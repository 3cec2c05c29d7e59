import { Presets, SingleBar } from 'cli-progress';

/** A progress bar on a terminal; elsewhere only messages, so that a log stays readable. */
export function progress(label: string, total: number) {
  const bar = new SingleBar(
    { format: `${label} {bar} {value}/{total} {eta_formatted}`, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  const onTerminal = process.stderr.isTTY;
  if (onTerminal) bar.start(total, 0);
  return {
    step: () => bar.increment(),
    say(line: string) {
      if (onTerminal) process.stderr.write('\r\u001b[K');
      console.error(line);
    },
    end: () => bar.stop(),
  };
}
