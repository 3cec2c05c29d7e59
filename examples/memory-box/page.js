const box = document.querySelector('memory-box');

// In production, your back end mints this token for the customer who is on the line.
box.getToken = async ({ clientEmail }) => {
  const scope = 'memory:read+commitments:write';
  const answer = await fetch(`/dev/token?scope=${scope}&client_email=${encodeURIComponent(clientEmail)}`);
  return (await answer.json()).token;
};
box.endpoint = location.origin;
