'use strict';
// Builds the page from the report. Texts are set as text, never as HTML.

const report = JSON.parse(document.getElementById('data').textContent);
const job = report.job;
const epochs = report.epochs || [];
const peers = report.peers || [];
const active = peers.filter(peer => peer.status === 'active');
const events = report.events || [];
const refused = Object.entries(report.refusedMessages || {});
const faults = report.faults || [];

const STAGES = ['init', 'compute-gradient', 'average', 'heartbeat', 'sync', 'aggregate', 'update',
  'converge', 'trigger-epoch'];

const GRAVE = ['suspected', 'failed', 'excluded', 'missing', 'removed'];

// ---- numbers for people

const count = number => Math.round(number).toLocaleString('en-US');
const percent = share => (100 * share).toFixed(1) + ' %';

function duration(millis) {
  if (millis < 1000) return Math.round(millis) + ' ms';
  if (millis < 9950) return (millis / 1000).toFixed(1) + ' s';
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) return seconds + ' s';
  const pad = number => String(number).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

const counted = (number, word) => `${count(number)} ${word}${number === 1 ? '' : 's'}`;

// ---- elements

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children.filter(child => child !== null));
  return made;
}

function card(title, note, content, wide) {
  return element('section', { class: wide ? 'card wide' : 'card' },
    element('h2', {}, title), element('p', { class: 'note' }, note), content);
}

function table(headings, rows, numeric) {
  const cell = (name, value, column) => {
    const attributes = numeric.includes(column) ? { class: 'number' } : {};
    return element(name, attributes, value);
  };
  return element('div', { class: 'scroll' }, element('table', {},
    element('thead', {}, element('tr', {}, ...headings.map((text, i) => cell('th', text, i)))),
    element('tbody', {}, ...rows.map(row =>
      element('tr', {}, ...row.map((value, i) => cell('td', value, i)))))));
}

// ---- parts of the page

function heading() {
  const good = report.status === 'succeeded';
  const status = element('span', { class: 'status ' + (good ? 'good' : 'bad') }, report.status);
  const what = job
    ? `${job.model.name} on ${job.dataset.name}, ${counted(job.peers, 'peer')}, ` +
      `${counted(job.training.epochs, 'epoch')} of ${counted(job.training.roundsPerEpoch, 'round')}, ` +
      `batches of ${count(job.dataset.batchSize)}, ${job.aggregation.rule}`
    : 'no job';
  return element('header', {}, element('h1', {}, report.run), status, element('p', {}, what));
}

function failure() {
  return report.failure ? element('p', { class: 'failure', role: 'alert' }, report.failure) : null;
}

function tiles() {
  const samples = epochs.reduce((sum, epoch) => sum + epoch.samples, 0);
  const millis = epochs.reduce((sum, epoch) => sum + epoch.wallMillis, 0);
  const facts = [];
  if (report.accuracy != null) {
    facts.push([percent(report.accuracy), `accuracy, ${report.accuracySplit} split`]);
  }
  if (report.loss != null) facts.push([report.loss.toFixed(3), `loss, ${report.accuracySplit} split`]);
  facts.push([duration(report.wallMillis), 'wall time, in all']);
  facts.push([duration(report.trainingMillis), 'of it training']);
  if (millis > 0) facts.push([count(samples * 1000 / millis), 'samples per second']);
  facts.push([`${epochs.length} / ${job ? job.training.epochs : '?'}`, 'epochs']);
  return element('div', { class: 'tiles' }, ...facts.map(([value, name]) =>
    element('div', { class: 'tile' }, element('b', {}, value), element('span', {}, name))));
}

function chartCard(id, title, note, wide) {
  const canvas = element('canvas', { id, role: 'img', 'aria-label': `${title}. ${note}` });
  return card(title, note, element('div', { class: 'chart' }, canvas), wide);
}

function charts() {
  if (epochs.length === 0) return [];
  const cards = [chartCard('loss', 'Loss', 'Mean per epoch', false)];
  if (checked.length > 0) {
    cards.push(chartCard('accuracy', 'Accuracy', 'On the validation data, when checked', false));
  }
  cards.push(chartCard('stages', 'Time per stage',
    'Wall time, summed over an epoch’s rounds, mean over the peers', checked.length === 0));
  cards.push(chartCard('rate', 'Throughput', 'Samples per second of wall time', checked.length === 0));
  return cards;
}

function commonDigest() {
  const votes = new Map();
  for (const { paramsDigest } of active) {
    if (paramsDigest) votes.set(paramsDigest, (votes.get(paramsDigest) || 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1]).map(([digest]) => digest)[0];
}

function peerCard() {
  if (peers.length === 0) return null;
  const common = commonDigest();
  const equal = active.every(peer => peer.paramsDigest && peer.paramsDigest === common);
  const which = active.length < peers.length ? 'active peers ' : '';
  const status = peer => (peer.status === 'active' ? peer.status
    : element('span', { class: 'different' }, peer.status));
  const verdict = peer => {
    if (peer.status !== 'active') return '–';
    if (!peer.paramsDigest) return element('span', { class: 'different' }, 'no answer');
    return peer.paramsDigest === common
      ? element('span', { class: 'equal' }, '✓ equal')
      : element('span', { class: 'different' }, '✗ different');
  };
  const rows = peers.map(peer => [String(peer.rank), status(peer), count(peer.batches),
    count(peer.rounds), verdict(peer), element('code', { title: peer.paramsDigest },
      peer.paramsDigest ? peer.paramsDigest.slice(0, 16) + '…' : '–')]);
  return card('Peers',
    equal ? `All ${which}hold bit-identical params at the end`
      : `Not all ${which}hold the same params at the end`,
    table(['Rank', 'Status', 'Batches per epoch', 'Rounds', 'Params', 'Their digest'], rows, [2, 3]),
    true);
}

function eventTable() {
  const from = (number, least) => (number >= least ? String(number) : '–');
  const rows = events.map(event => [duration(event.atMillis), from(event.epoch, 1),
    from(event.round, 0), from(event.rank, 0),
    element('span', { class: GRAVE.includes(event.type) ? 'different' : 'plain' }, event.type),
    event.sentence]);
  return table(['After', 'Epoch', 'Round', 'Rank', 'Event', 'What happened'], rows, [0, 1, 2, 3]);
}

function membershipCard() {
  if (events.length + refused.length + faults.length === 0) return null;
  const parts = [];
  const part = (title, content) => parts.push(element('h3', {}, title), content);
  if (events.length > 0) part('Events', eventTable());
  if (refused.length > 0) {
    part('Refused messages', table(['Reason', 'Messages'],
      refused.map(([reason, number]) => [reason, count(number)]), [1]));
  }
  if (faults.length > 0) {
    part('Faults acted out', table(['After', 'Fault'],
      faults.map(fault => [duration(fault.millis), fault.what]), [0]));
  }
  return card('Membership and faults', 'Who failed, left, lagged, came back or joined. ' +
    'Events are timed from the start of training' +
    (faults.length > 0 ? ', faults from when all databases were up' : ''),
    element('div', {}, ...parts), true);
}

function epochCard() {
  if (epochs.length === 0) return null;
  const figure = (value, show) => (value == null ? '–' : show(value));
  const rows = epochs.map(epoch => [String(epoch.epoch), epoch.loss.toFixed(4),
    figure(epoch.validationLoss, value => value.toFixed(4)),
    figure(epoch.validationAccuracy, percent), String(epoch.learningRate),
    duration(epoch.wallMillis), count(epoch.samples * 1000 / epoch.wallMillis)]);
  const content = table(['Epoch', 'Loss', 'Validation loss', 'Validation accuracy',
    'Learning rate', 'Wall time', 'Samples/s'], rows, [1, 2, 3, 4, 5, 6]);
  return element('details', { class: 'card wide' },
    element('summary', {}, 'Epochs in figures'), content);
}

function jobCard() {
  if (!job) return null;
  const shown = JSON.stringify(job, (key, value) => (value === null ? undefined : value), 2);
  return element('details', { class: 'card wide' },
    element('summary', {}, 'Job, defaults included'), element('pre', {}, shown));
}

function versionCard() {
  const rows = Object.entries(report.versions || {}).map(([name, version]) => [name, version]);
  rows.push(['workers', String(report.workers)]);
  return card('Versions', 'What decides the result beside the job', table(['Part', 'Version'], rows, []),
    true);
}

// ---- charts

const checked = epochs.filter(epoch => epoch.validationAccuracy != null);
let drawn = [];

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function line(label, values, colourName) {
  return {
    label, data: values, borderColor: colour(colourName), backgroundColor: colour(colourName),
    borderWidth: 2, spanGaps: true, pointHitRadius: 8,
    // Few values keep their points: a single one has no line to be seen by.
    pointRadius: values.filter(value => value != null).length > 40 ? 0 : 3,
  };
}

function draw(id, type, datasets, options) {
  const canvas = document.getElementById(id);
  if (!canvas) return;
  const axis = { grid: { color: colour('--line') }, ticks: { color: colour('--muted') },
    border: { display: false } };
  const title = { display: true, text: 'epoch', color: colour('--muted') };
  const scales = {
    x: { ...axis, title, grid: { display: false }, stacked: options.stacked,
      // A single point stands in the middle, bars stand between the ends.
      offset: type === 'bar' || epochs.length === 1,
      ticks: { ...axis.ticks, maxTicksLimit: 20, maxRotation: 0 } },
    y: { ...axis, ...options.y, stacked: options.stacked,
      ticks: { ...axis.ticks, ...(options.y || {}).ticks } },
  };
  const legend = { display: datasets.length > 1, position: 'bottom',
    labels: { color: colour('--text'), boxWidth: 12, boxHeight: 12 } };
  drawn.push(new Chart(canvas, {
    type,
    data: { labels: epochs.map(epoch => epoch.epoch), datasets },
    options: { responsive: true, maintainAspectRatio: false, animation: false,
      interaction: { mode: 'index', intersect: false }, scales,
      plugins: { legend, tooltip: { callbacks: options.tooltip || {} } } },
  }));
}

function drawStages() {
  const used = STAGES.filter(stage => epochs.some(epoch => (epoch.stages || {})[stage] != null));
  draw('stages', 'bar', used.map(stage => ({
    label: stage,
    data: epochs.map(epoch => ((epoch.stages || {})[stage] || 0) / 1000),
    backgroundColor: colour(`--stage-${(STAGES.indexOf(stage) + 8) % 9}`),
    maxBarThickness: 48,
  })), {
    stacked: true, y: { ticks: { callback: value => value + ' s' } },
    tooltip: { label: item => `${item.dataset.label}: ${duration(item.parsed.y * 1000)}` },
  });
}

function drawAll() {
  drawn.forEach(chart => chart.destroy());
  drawn = [];
  const losses = [line('training', epochs.map(epoch => epoch.loss), '--accent')];
  if (epochs.some(epoch => epoch.validationLoss != null)) {
    losses.push(line('validation', epochs.map(epoch => epoch.validationLoss), '--second'));
  }
  draw('loss', 'line', losses, { y: { beginAtZero: true } });
  draw('accuracy', 'line',
    [line('validation', epochs.map(epoch => epoch.validationAccuracy), '--second')],
    { y: { suggestedMax: 1, ticks: { callback: value => Math.round(value * 100) + ' %' } },
      tooltip: { label: item => percent(item.parsed.y) } });
  drawStages();
  draw('rate', 'line',
    [line('samples/s', epochs.map(epoch => epoch.samples * 1000 / epoch.wallMillis), '--accent')],
    { y: { beginAtZero: true, ticks: { callback: count } } });
}

// ---- the page

document.getElementById('page').append(...[heading(), failure(), tiles(),
  element('div', { class: 'cards' }, ...charts(), peerCard(), membershipCard(),
    epochCard(), versionCard(), jobCard()),
  element('footer', {}, 'Written by SPIRT. This file needs no network; the same figures are in ' +
    'report.json and metrics.csv beside it.')].filter(part => part !== null));

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
drawAll();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
