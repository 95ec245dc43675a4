'use strict';

// What a page does beyond being read: values under the pointer, logarithmic scales, a slider over epochs, large pictures. Without it all is there, only still.

function chart(plot) {
  const svg = plot.querySelector('svg');
  const {x, y, left, right, top, bottom, unit, series} = JSON.parse(svg.dataset.chart);
  const namespace = svg.namespaceURI;
  const atX = step => left + (step - x[0]) / (x[1] - x[0] || 1) * (right - left);
  let logarithmic = false;
  const [low, high] = [Math.min(...series.flatMap(each => each.low)), Math.max(...series.flatMap(each => each.high))];
  const atY = value => {
    const [from, to, at] = logarithmic ? [Math.log10(low), Math.log10(high), Math.log10(value)] : [y[0], y[1], value];
    return bottom - (at - from) / (to - from || 1) * (bottom - top);
  };

  const add = (name, attributes, text = '') => {
    const node = document.createElementNS(namespace, name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.textContent = text;
    svg.append(node);
    return node;
  };

  const points = (steps, values) => steps.map((step, i) => `${+atX(step).toFixed(1)},${+atY(values[i]).toFixed(1)}`);

  function redraw() {
    svg.querySelectorAll('.row').forEach(node => node.style.display = logarithmic ? 'none' : '');
    svg.querySelectorAll('.power').forEach(node => node.remove());
    series.forEach((each, i) => {
      svg.querySelectorAll('.band')[i]?.setAttribute(
        'points', [...points(each.steps, each.high), ...points(each.steps, each.low).reverse()].join(' '));
      svg.querySelectorAll('.line')[i].setAttribute('points', points(each.steps, each.mean).join(' '));
    });
    for (let power = Math.ceil(Math.log10(low)); logarithmic && power <= Math.log10(high); power++) {
      const at = atY(10 ** power);
      add('line', {class: 'grid power', x1: left, x2: right, y1: at, y2: at});
      add('text', {class: 'label power', x: left - 8, y: at + 4, 'text-anchor': 'end'}, `1e${power}`);
    }
  }

  if (low > 0 && high > 20 * low) {
    const toggle = document.createElement('button');
    toggle.type = 'button';
    toggle.textContent = 'log scale';
    toggle.setAttribute('aria-pressed', 'false');
    toggle.onclick = () => {
      logarithmic = !logarithmic;
      toggle.setAttribute('aria-pressed', String(logarithmic));
      svg.querySelectorAll('.mark, .marked').forEach(node => node.style.display = logarithmic ? 'none' : '');
      redraw();
    };
    plot.querySelector('.legend').append(toggle);
  }

  const cross = add('line', {class: 'cross', y1: top, y2: bottom});
  const tip = document.createElement('div');
  tip.className = 'tip';
  plot.append(tip);
  svg.onpointerleave = () => plot.classList.remove('pointed');
  svg.onpointermove = event => {
    const box = svg.getBoundingClientRect();
    const step = x[0] + ((event.clientX - box.left) / box.width * svg.viewBox.baseVal.width - left) / (right - left) * (x[1] - x[0]);
    const near = series.map(each => each.steps.reduce((best, at, i) => Math.abs(at - step) < Math.abs(each.steps[best] - step) ? i : best, 0));
    const at = series[0].steps[near[0]];
    cross.setAttribute('x1', atX(at));
    cross.setAttribute('x2', atX(at));
    tip.replaceChildren(...[`${unit} ${Math.round(at).toLocaleString('en')}`, ...series.map((each, i) => `${each.name} ${each.mean[near[i]].toPrecision(4)}`)]
      .map(text => Object.assign(document.createElement('div'), {textContent: text})));
    plot.classList.add('pointed');
    const offset = event.clientX - plot.getBoundingClientRect().left;
    tip.style.left = `${Math.min(offset + 14, plot.clientWidth - tip.offsetWidth)}px`;
  };
}

function slider(strip) {
  const figures = [...strip.children];
  if (figures.length < 2) return;
  const range = Object.assign(document.createElement('input'), {type: 'range', min: 0, max: figures.length - 1, value: figures.length - 1});
  range.setAttribute('aria-label', strip.dataset.slider);
  const all = Object.assign(document.createElement('button'), {type: 'button', textContent: 'all at once'});
  const show = () => figures.forEach((figure, i) => figure.hidden = strip.classList.contains('one') && i !== Number(range.value));
  range.oninput = show;
  all.onclick = () => {
    const one = strip.classList.toggle('one');
    all.textContent = one ? 'all at once' : 'one at a time';
    range.hidden = !one;
    show();
  };
  const bar = Object.assign(document.createElement('div'), {className: 'bar'});
  bar.append(range, all);
  strip.before(bar);
  strip.classList.add('one');
  show();
}

function lightbox() {
  const dialog = document.createElement('dialog');
  const picture = document.createElement('img');
  dialog.append(picture);
  dialog.onclick = () => dialog.close();
  document.body.append(dialog);
  document.querySelectorAll('figure img').forEach(image => {
    image.tabIndex = 0;
    image.onclick = () => {
      [picture.src, picture.alt] = [image.src, image.alt];
      dialog.showModal();
    };
    image.onkeydown = event => event.key === 'Enter' && image.onclick();
  });
}

document.querySelectorAll('.plot').forEach(chart);
document.querySelectorAll('[data-slider]').forEach(slider);
lightbox();
