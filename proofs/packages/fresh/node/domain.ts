import { EraseCustomerCommand, type MemoryBox, type RememberedCommitment } from '@live-assist/core';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { LiveAssistError } from '@live-assist/core/shared/errors';

const ports = inMemoryPorts();
const promises = (box: MemoryBox): RememberedCommitment[] => box.commitments;
console.log(typeof ports.clock.now, typeof EraseCustomerCommand.parse, LiveAssistError.name, promises.length);
