// The camera: what it sees is read by the browser itself where it can, else by a reader that is fetched for it.
// Each code that is read is told to the document as `checkin:scanned`.

const PAUSE = 120;
const AGAIN = 4_000;
const WIDEST = 720;

const readsByItself = async () => {
  try {
    return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
  } catch {
    return false;
  }
};

const own = async () => {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue;
};

const fetched = async (address) => {
  const { decodeQR } = await import(address);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return undefined; // no code in this picture
    }
  };
};

// A hall may have no network once it is needed: the reader is fetched while there is one, and run on the tap.
export const fetchReader = async (addresses) => {
  if (await readsByItself()) return;
  for (const href of addresses) document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
};

export class Scanner {
  #stream = null;

  constructor(video, address) {
    Object.assign(this, { video, address, last: "", lastAt: 0 });
  }

  // Why it could not begin: "refused", "missing", "unread"; nothing where it has begun.
  async start() {
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    } catch (error) {
      return error.name === "NotAllowedError" || error.name === "SecurityError" ? "refused" : "missing";
    }
    try {
      this.read ??= (await readsByItself()) ? await own() : await fetched(this.address);
    } catch {
      this.stop();
      return "unread";
    }
    this.video.srcObject = this.#stream;
    await this.video.play();
    this.#look();
    return "";
  }

  stop() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.video.srcObject = null;
  }

  async #look() {
    const stream = this.#stream;
    while (stream && stream === this.#stream) {
      if (this.video.videoWidth) {
        const text = await this.read(this.video).catch(() => undefined);
        if (text && stream === this.#stream) this.#tell(text);
      }
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }

  // A code is in many pictures one after the other.
  #tell(text) {
    const now = Date.now();
    if (text !== this.last || now - this.lastAt > AGAIN) {
      document.dispatchEvent(new CustomEvent("checkin:scanned", { detail: text }));
    }
    [this.last, this.lastAt] = [text, now];
  }
}
