import sharp from 'sharp';

const skies = ['#bfe0f2', '#f6d9a8', '#d9d2ee', '#cfe8d0'];
const grounds = ['#7fae6a', '#b98d5b', '#8aa9c4', '#d7c08a'];

/** An invented landscape, 1200 × 900, drawn by shapes: nobody is on it, and no photo was taken. */
export async function landscape(seed: number): Promise<Buffer> {
  const [sky, ground] = [skies[seed % skies.length], grounds[(seed * 3) % grounds.length]];
  const hill = 380 + ((seed * 97) % 160);
  const sun = 160 + ((seed * 211) % 880);
  const trees = Array.from({ length: 3 + (seed % 4) }, (_, at) => {
    const [x, y] = [90 + ((seed * 131 + at * 271) % 1020), hill + 150 + ((seed * 53 + at * 89) % 260)];
    return `<rect x="${x - 12}" y="${y}" width="24" height="80" rx="6" fill="#6b4a2f"/><circle cx="${x}" cy="${y - 40}" r="${62 + ((at * 17) % 30)}" fill="${at % 2 ? '#3f7d4c' : '#588f3f'}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 1200 900">
    <rect width="1200" height="900" fill="${sky}"/><circle cx="${sun}" cy="170" r="85" fill="#f5be1a"/>
    <path d="M0 ${hill + 90} Q 300 ${hill - 120} 620 ${hill + 40} T 1200 ${hill} V 900 H 0 Z" fill="${ground}"/>
    <path d="M0 760 Q 420 690 820 780 T 1200 740 V 900 H 0 Z" fill="#5d8aa8" opacity=".55"/>${trees.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
