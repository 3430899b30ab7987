import { createRequire } from 'node:module'; import { spawn } from 'node:child_process'; import fs from 'node:fs';
const require=createRequire(import.meta.url); 
const wsmod=await import('playwright-core/lib/utilsBundle').catch(()=>null) ;
const { ws: WebSocket } = wsmod?.default ?? wsmod ?? require('playwright-core/lib/utilsBundle');
import { writeTouchpoints } from './made.mjs';
const url=process.env.TOUCHLINE_URL; const file='/tmp/t100k.csv';
if(!fs.existsSync(file)) await writeTouchpoints(file,100000);
const prof=spawn('/usr/bin/chromium',['--headless','--no-sandbox','--disable-gpu','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync','--remote-debugging-port=9333','--user-data-dir=/tmp/prof-'+process.pid,'about:blank'],{stdio:'ignore'});
let target; for(let i=0;i<50;i++){ await new Promise(r=>setTimeout(r,200)); try{ target=await (await fetch('http://127.0.0.1:9333/json/version')).json(); break;}catch{} }
const sock=new WebSocket(target.webSocketDebuggerUrl,{perMessageDeflate:false,maxPayload:1<<30}); await new Promise(r=>sock.on('open',r));
let id=0; const pend=new Map(); const on=[];
sock.on('message',m=>{const o=JSON.parse(m); if(o.id){pend.get(o.id)?.(o); pend.delete(o.id);} else on.forEach(f=>f(o));});
const send=(method,params={},sessionId)=>new Promise(r=>{const i=++id; pend.set(i,r); sock.send(JSON.stringify({id:i,method,params,sessionId}));});
const {result:{targetId}}=await send('Target.createTarget',{url:'about:blank'});
const {result:{sessionId}}=await send('Target.attachToTarget',{targetId,flatten:true});
const workers=[];
on.push(async o=>{ if(o.method==='Runtime.consoleAPICalled'&&process.env.LOG) console.log(o.params.args.map(a=>a.value).join(' ')); if(o.method==='Target.attachedToTarget'&&o.params.targetInfo.type==='worker'){ const s=o.params.sessionId; workers.push(s); await send('Runtime.enable',{},s); await send('Profiler.enable',{},s); await send('Profiler.setSamplingInterval',{interval:500},s); await send('Profiler.start',{},s);} });
await send('Target.setAutoAttach',{autoAttach:true,waitForDebuggerOnStart:false,flatten:true},sessionId);
await send('Page.enable',{},sessionId); await send('DOM.enable',{},sessionId); await send('Runtime.enable',{},sessionId);
await send('Page.navigate',{url},sessionId); await new Promise(r=>setTimeout(r,2500));
const ev=async e=>(await send('Runtime.evaluate',{expression:e,returnByValue:true,awaitPromise:true},sessionId)).result?.result?.value;
// find file input or intercept chooser
await send('Page.setInterceptFileChooserDialog',{enabled:true},sessionId);
if(process.env.PAGE){ await send('Profiler.enable',{},sessionId); await send('Profiler.setSamplingInterval',{interval:300},sessionId); await send('Profiler.start',{},sessionId); workers.length=0; workers.push(sessionId); }
const chosen=new Promise(r=>on.push(o=>{ if(o.method==='Page.fileChooserOpened') r(o.params); }));
for(let i=0;i<100&&!(await ev(`[...document.querySelectorAll('button')].some(b=>/Choose a file/.test(b.textContent))`));i++) await new Promise(r=>setTimeout(r,100));
if(process.env.LOG) console.log(await ev("document.body.innerText.slice(0,900)+location.href"));
const box=await ev(`(()=>{const b=[...document.querySelectorAll('button')].find(b=>/Choose a file/.test(b.textContent)); const r=b.getBoundingClientRect(); return [r.x+r.width/2,r.y+r.height/2];})()`);
for(const type of ['mousePressed','mouseReleased']) await send('Input.dispatchMouseEvent',{type,x:box[0],y:box[1],button:'left',clickCount:1},sessionId);
const params=await chosen; await send('DOM.setFileInputFiles',{files:[file],backendNodeId:params.backendNodeId},sessionId);
for(let i=0;i<300;i++){ await new Promise(r=>setTimeout(r,100)); if(await ev(`performance.getEntriesByName('touchline:first-intervals').length>0||performance.getEntriesByName('touchline:ready').length>0`)) break; }
console.log(await ev(`JSON.stringify(performance.getEntriesByType('measure').map(e=>[e.name,Math.round(e.startTime),Math.round(e.duration)]))`));
for(const s of workers){ const r=await send('Profiler.stop',{},s); const p=r.result?.profile; if(!p) {console.log('worker',r.error); continue;}
 const self=new Map(); const byId=new Map(p.nodes.map(n=>[n.id,n])); const dts=p.timeDeltas; let total=0;
 const parent=new Map(); p.nodes.forEach(n=>(n.children||[]).forEach(c=>parent.set(c,n.id)));
 p.samples.forEach((sid,i)=>{ const n=byId.get(sid); const k=n.callFrame.functionName||'(anon '+n.callFrame.url.split('/').pop()+':'+n.callFrame.lineNumber+')'; self.set(k,(self.get(k)||0)+dts[i]/1000); total+=dts[i]/1000;});
 if(process.env.PHASE){ let t=p.startTime, first=0, ends=[]; const names=p.samples.map((sid,i)=>{t+=dts[i]; return [t/1000, byId.get(sid).callFrame.functionName];});
  let cut=0,run=0; names.forEach((x,i)=>{ if(/idle/.test(x[1])){run+=dts[i]; if(run>300000) cut=i;} else run=0;}); console.log('start',names[cut][0].toFixed(0)); const firstCsv=names.find((x,i)=>i>cut&&/csv_core|csv..reader/.test(x[1])), lastCsv=names.findLast((x,i)=>i>cut&&/csv_core/.test(x[1])), att=names.find((x,i)=>i>cut&&/AttributeJob/.test(x[1])), look=names.findLast(x=>/AttributeJob/.test(x[1]));
  if(process.env.LINE){ const t0=names[cut][0]; const b=new Map(); names.forEach((x,i)=>{ if(i<cut) return; const k=Math.floor((x[0]-t0)/12); if(!b.has(k)) b.set(k,new Map()); const m=b.get(k); m.set(x[1]||'anon',(m.get(x[1]||'anon')||0)+dts[i]/1000);}); [...b].filter(([k])=>k*12<1100).forEach(([k,m])=>console.log(String(k*12).padStart(5),[...m].sort((x,y)=>y[1]-x[1]).slice(0,4).map(([n,v])=>v.toFixed(0)+' '+n.replace(/touchline::|domain::|::h[0-9a-f]{16}/g,'').slice(0,45)).join(' | '))); }
 if(firstCsv&&att&&!process.env.LINE){ console.log('csv from',firstCsv[0].toFixed(0),'to',lastCsv[0].toFixed(0),'attr from',att[0].toFixed(0),'to',look[0].toFixed(0));
   for(const [a,b,label] of [[names[cut][0],firstCsv[0],'before'],[firstCsv[0],lastCsv[0],'reading'],[lastCsv[0],att[0],'building+saving'],[att[0],look[0],'attributing']]){ const m=new Map(); names.forEach((x,i)=>{ if(x[0]>=a&&x[0]<b) m.set(x[1]||'anon',(m.get(x[1]||'anon')||0)+dts[i]/1000);}); console.log('##',label); [...m].sort((x,y)=>y[1]-x[1]).slice(0,22).forEach(([k,v])=>console.log(v.toFixed(1).padStart(8),k.slice(0,120))); } } }
 console.log('--- worker total',Math.round(total));
 [...self].sort((a,b)=>b[1]-a[1]).slice(0,+(process.env.TOP||38)).forEach(([k,v])=>console.log(v.toFixed(1).padStart(8),k.slice(0,150)));
}
sock.close(); prof.kill("SIGKILL");
