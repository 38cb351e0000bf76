// What other domains may use of the catalogue: how a picture is uploaded.
export { PicturesInput } from './pictures-input.tsx';
