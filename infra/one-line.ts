/** Runs a command of a stage; a failure is one line and exit code 1, without a trace of our own code. */
export async function oneLine(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
