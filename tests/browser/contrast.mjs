// Runs in the page: texts whose contrast with what lies behind them misses WCAG 2.1 AA (1.4.3), and controls
// whose border does (1.4.11). Gives the number of texts looked at as well.
export const contrastFaults = () => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return { r, g, b, a: a / 255 };
  };
  const over = (top, below) => ({
    r: top.r * top.a + below.r * (1 - top.a),
    g: top.g * top.a + below.g * (1 - top.a),
    b: top.b * top.a + below.b * (1 - top.a),
    a: 1,
  });
  const luminance = ({ r, g, b }) => {
    const [red, green, blue] = [r, g, b].map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  // In a drawing, the rectangle of the same group lies behind a text.
  const behind = (element) => {
    const layers = [];
    const rect = element.closest('g')?.querySelector('rect');
    if (element instanceof SVGElement && rect) {
      layers.push(rgba(getComputedStyle(rect).fill));
    }
    for (let each = element; each; each = each.parentElement) {
      layers.push(rgba(getComputedStyle(each).backgroundColor));
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const faults = [];
  let texts = 0;
  const check = (element, style, background, what, least) => {
    texts += 1;
    const color = rgba(element instanceof SVGElement ? style.fill : style.color);
    const found = ratio(over(color, background), background);
    if (found < least) {
      faults.push(`${what}: ${found.toFixed(2)} < ${least}`);
    }
  };
  const least = (style) => {
    const size = parseFloat(style.fontSize);
    return size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('script, title, desc, .odd') || !seen(element)) {
      continue;
    }
    const style = getComputedStyle(element);
    const what = `"${walker.currentNode.data.trim().slice(0, 40)}" in ${element.tagName}.${element.getAttribute('class')}`;
    check(element, style, behind(element), what, least(style));
  }
  for (const element of document.querySelectorAll('.odd')) {
    const style = getComputedStyle(element, '::before');
    if (element.checkVisibility()) {
      check(element, style, over(rgba(style.backgroundColor), behind(element)), 'a named character', 4.5);
    }
  }
  for (const element of document.querySelectorAll('select, input[type="search"], .button:not(.quiet), [role="tab"]')) {
    const style = getComputedStyle(element);
    if (seen(element)) {
      check(element, style, behind(element), `text of ${element.id || element.className}`, 4.5);
      const border = ratio(rgba(style.borderTopColor), behind(element.parentElement));
      if (border < 3) {
        faults.push(`border of ${element.id || element.className}: ${border.toFixed(2)} < 3`);
      }
    }
  }
  return { faults: [...new Set(faults)], texts };
};
