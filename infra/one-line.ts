/** Runs a command of a stage; a failure prints one line without a stack trace and sets exit code 1. */
export async function oneLine(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
