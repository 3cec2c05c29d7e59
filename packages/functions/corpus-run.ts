import { readFileSync } from 'node:fs';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { measureCall } from '@live-assist/core/metrics/metrics';
import { checkFindings } from '@live-assist/core/evidence/gate';
import { localAnalyst } from './src/adapters/local-analyst/local-analyst.ts';
for (const f of process.argv.slice(2)) {
  const raw=readFileSync(f,'utf8');
  const calls=f.endsWith('jsonl')?raw.trim().split('\n').map(l=>JSON.parse(l)):JSON.parse(raw).calls;
  for (const c of calls) {
    const call=decodeCall(c.call_id,c.windows.map((w:any)=>({call_id:c.call_id,window_number:w.window_num??w.window_number,created_at:'2026-11-28T10:00:00.000Z',timestamp_marks:c.timestamp_marks,...w})));
    const {metrics}=measureCall(call);
    const {judgement}=await localAnalyst().analyze({call,metrics,openCommitments:[],deadline:Date.now()+1000} as never);
    const k=checkFindings(judgement,call,[],call.endedAt,'UTC');
    console.log('##',c.call_id,'dropped',judgement.commitments.length-k.commitments.length,'topic:',k.topic?.text);
    for (const x of k.commitments as any[]) console.log('   ',x.owner[0],x.conditional?'COND':'',x.recurring?'REC':'',x.dueAt??'-',x.dueTime??'','|',x.text,'| label:',x.label);
    for (const x of k.closings) console.log('   closing',x.commitment_id,x.status,x.at);
  }
}
