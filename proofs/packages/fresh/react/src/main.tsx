import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { CustomerMemory } from './CustomerMemory.js';

function Desk() {
  const [email, setEmail] = useState<string | null>('priya.nair@example.com');
  return (
    <main>
      <CustomerMemory email={email} callId="c-100" />
      <button type="button" onClick={() => setEmail(null)}>
        Hang up
      </button>
    </main>
  );
}

createRoot(document.querySelector('#root') as HTMLElement).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
);
