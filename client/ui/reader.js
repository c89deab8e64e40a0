// Reads square codes where the browser has no reader of its own: the same shape as a BarcodeDetector. boot.js loads it when
// somebody scans for the first time. It draws what it is given small enough and hands the points to the reader's own module.

import start, { codes } from "./{{scan.js}}";

// The longest side: of a photo first, then of what is looked at many times a second, and of a photo that was too sharp.
const PHOTO = 2048;
const FRAME = 800;

function points(source, width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function read(source, width, height, longest) {
  if (!width || !height) return [];
  const picture = points(source, width, height, longest);
  return codes(picture.data, picture.width, picture.height).map((rawValue) => ({ rawValue }));
}

async function detect(source) {
  if (!(source instanceof Blob)) return read(source, source.videoWidth, source.videoHeight, FRAME);
  const picture = await createImageBitmap(source);
  const { width, height } = picture;
  const sharp = read(picture, width, height, PHOTO);
  const found = sharp.length ? sharp : read(picture, width, height, FRAME);
  picture.close();
  return found;
}

export async function reader() {
  await start({ module_or_path: new URL("./{{scan.wasm}}", import.meta.url) });
  return { detect };
}
